import { applyDelta, type LiveText } from '../../shared/delta.ts';
import type { Delta } from '../../shared/message.ts';

/** An answer being written, as this process knows it. */
export type LiveAnswer = { chatId: string; messageId: string } & LiveText;

/** `untold`: the end of the text, as far as it has not gone out to those who have the chat open. */
type Held = LiveAnswer & { untold: string };

/** How many answers that ended are remembered, so that nobody asks for them. */
const MOST_OVER = 1_000;

/** The texts of all answers being written anywhere, as far as this process knows: its own and what others told. */
export class LiveBoard {
  readonly #answers = new Map<string, Held>();
  readonly #chats = new Map<string, Set<string>>();
  readonly #over = new Map<string, number>();

  get(messageId: string): Readonly<Held> | undefined {
    return this.#answers.get(messageId);
  }

  ofChat(chatId: string): Readonly<Held>[] {
    return [...(this.#chats.get(chatId) ?? [])].flatMap((messageId) => this.#answers.get(messageId) ?? []);
  }

  /** Puts an answer in the place of what was known of it; an older epoch changes nothing. */
  put(answer: LiveAnswer): void {
    const known = this.#answers.get(answer.messageId);
    if (known !== undefined && known.epoch > answer.epoch) return;
    this.#answers.set(answer.messageId, { ...answer, untold: answer.text });
    const ofChat = this.#chats.get(answer.chatId) ?? new Set();
    this.#chats.set(answer.chatId, ofChat.add(answer.messageId));
  }

  /** Adds to the text of an answer of this epoch; says whether it is still known. */
  append(messageId: string, epoch: number, text: string): boolean {
    const answer = this.#answers.get(messageId);
    if (answer?.epoch !== epoch) return false;
    answer.text += text;
    answer.untold += text;
    return true;
  }

  /** Its model told of its thinking, which all deltas of it say from now on; says whether that is news. */
  thinks(messageId: string, epoch: number): boolean {
    const answer = this.#answers.get(messageId);
    if (answer?.epoch !== epoch || answer.thought) return false;
    answer.thought = true;
    return true;
  }

  /** Takes in what another process tells; false where text before it is missing. */
  apply(delta: Delta): boolean {
    const { chatId, messageId } = delta;
    const known = this.#answers.get(messageId);
    const outcome = applyDelta(known ?? { epoch: delta.epoch, text: '' }, delta);
    if (outcome.kind === 'applied') {
      this.put({ chatId, messageId, ...outcome.live });
      this.tell(messageId);
    }
    return outcome.kind !== 'hole';
  }

  /** What nobody was told of an answer yet; from now on it counts as told. */
  tell(messageId: string): Delta | undefined {
    const answer = this.#answers.get(messageId);
    if (answer === undefined) return undefined;
    const { untold } = answer;
    answer.untold = '';
    return deltaOf(answer, answer.text.length - untold.length, untold);
  }

  /** Whether this epoch of an answer, or a later one, ended. */
  isOver(messageId: string, epoch: number): boolean {
    return (this.#over.get(messageId) ?? -1) >= epoch;
  }

  /** Forgets an answer that ended, unless a later epoch of it is being written. */
  drop(messageId: string, epoch: number): void {
    this.#over.delete(messageId);
    this.#over.set(messageId, epoch);
    const oldest = this.#over.size > MOST_OVER ? this.#over.keys().next() : undefined;
    if (oldest?.done === false) this.#over.delete(oldest.value);
    const answer = this.#answers.get(messageId);
    if (answer === undefined || answer.epoch > epoch) return;
    this.#answers.delete(messageId);
    const ofChat = this.#chats.get(answer.chatId);
    ofChat?.delete(messageId);
    if (ofChat?.size === 0) this.#chats.delete(answer.chatId);
  }
}

/** The text of an answer from `offset` on; from the beginning where another epoch of it was known. */
export function sliceOf(answer: Readonly<LiveAnswer>, known: { epoch: number; offset: number }): Delta {
  const offset = known.epoch === answer.epoch ? Math.min(known.offset, answer.text.length) : 0;
  return deltaOf(answer, offset, answer.text.slice(offset));
}

function deltaOf({ chatId, messageId, epoch, thought }: Readonly<LiveAnswer>, offset: number, text: string): Delta {
  return { chatId, messageId, epoch, offset, text, ...(thought && { thought }) };
}
