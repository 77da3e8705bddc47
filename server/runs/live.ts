import type { Delta } from '../../shared/message.ts';
import type { LiveAnswer, LiveBoard } from './liveBoard.ts';
import { TextIntake } from './textIntake.ts';

/** Text waits for at most this long, and at most this much of it. */
export const PACE = { ms: 50, characters: 512 };

type Writing = { epoch: number; intake: TextIntake; announcedAt: number };

type Settings = {
  board: LiveBoard;
  /** Hands deltas to the viewers and to the other processes, in order. */
  announce: (deltas: readonly Delta[]) => void;
  now?: () => number;
};

/**
 * The answers this process writes. Text goes out at once where nothing went out for 50 ms, else with the next tick or
 * as soon as 512 characters wait.
 */
export class Live {
  readonly #writing = new Map<string, Writing>();
  readonly #waiting = new Set<string>();
  readonly #board: LiveBoard;
  readonly #announce: Settings['announce'];
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;

  constructor({ board, announce, now = () => performance.now() }: Settings) {
    this.#board = board;
    this.#announce = announce;
    this.#now = now;
  }

  /** Starts an answer; what people saw of it before is told again under its new epoch. */
  begin(answer: LiveAnswer): void {
    this.#board.put(answer);
    this.#writing.set(answer.messageId, {
      epoch: answer.epoch,
      intake: new TextIntake(),
      announcedAt: -Infinity,
    });
    if (answer.text !== '') this.#send([answer.messageId]);
  }

  write(messageId: string, piece: string): void {
    const writing = this.#writing.get(messageId);
    if (writing === undefined) return;
    const text = writing.intake.take(piece);
    if (text === '' || !this.#board.append(messageId, writing.epoch, text)) return;
    const answer = this.#board.get(messageId);
    const waits = answer === undefined ? 0 : answer.untold.length;
    if (this.#now() - writing.announcedAt >= PACE.ms || waits >= PACE.characters) this.#send([messageId]);
    else this.#wait(messageId);
  }

  /** Tells at once that its model told of its thinking. */
  thinks(messageId: string): void {
    const writing = this.#writing.get(messageId);
    if (writing !== undefined && this.#board.thinks(messageId, writing.epoch)) this.#send([messageId]);
  }

  /** Tells at once what still waits of an answer. */
  flush(messageId: string): void {
    if (this.#waiting.has(messageId)) this.#send([messageId]);
  }

  /** The text so far of an answer written here. */
  textOf(messageId: string): string | undefined {
    const writing = this.#writing.get(messageId);
    const answer = this.#board.get(messageId);
    return writing !== undefined && answer?.epoch === writing.epoch ? answer.text : undefined;
  }

  /** Forgets an answer: its text is stored, or it is somebody else's now. */
  end(messageId: string): void {
    const writing = this.#writing.get(messageId);
    if (writing === undefined) return;
    this.#writing.delete(messageId);
    this.#waiting.delete(messageId);
    this.#board.drop(messageId, writing.epoch);
  }

  /** The answers written here. */
  own(): Readonly<LiveAnswer>[] {
    return [...this.#writing.keys()].flatMap((messageId) => this.#board.get(messageId) ?? []);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #wait(messageId: string): void {
    this.#waiting.add(messageId);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#send([...this.#waiting]);
    }, PACE.ms);
  }

  #send(messageIds: readonly string[]): void {
    const now = this.#now();
    const deltas: Delta[] = [];
    for (const messageId of messageIds) {
      this.#waiting.delete(messageId);
      const writing = this.#writing.get(messageId);
      if (writing === undefined || this.textOf(messageId) === undefined) continue;
      const untold = this.#board.tell(messageId);
      if (untold !== undefined) deltas.push(untold);
      writing.announcedAt = now;
    }
    if (deltas.length > 0) this.#announce(deltas);
  }
}
