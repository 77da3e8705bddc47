import { cleanText } from '../../shared/text.ts';

const HIGH_SURROGATE_AT_END = /[\uD800-\uDBFF]$/;

/** Takes in text in pieces that may be cut amid a character; what it gives out never is. */
export class TextIntake {
  #half = '';

  take(piece: string): string {
    const text = this.#half + piece;
    this.#half = HIGH_SURROGATE_AT_END.exec(text)?.[0] ?? '';
    return cleanText(this.#half === '' ? text : text.slice(0, -1));
  }
}
