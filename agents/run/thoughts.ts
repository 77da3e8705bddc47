import type { Clock } from './clock.ts';

/** What a model thought for an answer, as far as it told, and for how long; kept beside the answer and told to nobody else. */
export type Thoughts = { text: string; ms: number };

/** Most that is kept of it, in UTF-16 code units. */
const MOST_CHARACTERS = 20_000;
const REST = '\n[…]';

export type Thinking = {
  /** It thinks; says whether it told anything so far. */
  add(piece: string): boolean;
  /** What of it people may read already: `all` begins with it, but for what is cut at its end. */
  soFar(): string;
  /** It does something else. */
  pause(): void;
  /** All so far; undefined where it told none. */
  all(): Thoughts | undefined;
};

/** Gathers what is thought in the turns of one answer; the time runs only while thoughts come. */
export function gatherThoughts(clock: Pick<Clock, 'now'>): Thinking {
  let text = '';
  let ms = 0;
  let span: { from: number; to: number } | null = null;

  function pause(): void {
    if (span === null) return;
    ms += span.to - span.from;
    span = null;
    if (text !== '' && !text.endsWith('\n\n')) text += '\n\n';
  }

  return {
    add(piece) {
      const now = clock.now();
      span = { from: span?.from ?? now, to: now };
      if (text.length <= MOST_CHARACTERS) text += text === '' ? piece.trimStart() : piece;
      return text !== '';
    },
    soFar: () => text.slice(0, MOST_CHARACTERS - REST.length).trimEnd(),
    pause,
    all() {
      pause();
      const told = text.trim();
      if (told === '') return undefined;
      if (told.length <= MOST_CHARACTERS) return { text: told, ms };
      const kept = told.slice(0, MOST_CHARACTERS - REST.length).replace(/[\uD800-\uDBFF]$/, '');
      return { text: `${kept}${REST}`, ms };
    },
  };
}
