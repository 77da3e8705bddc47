import { z } from 'zod';
import { Delta } from '../../shared/message.ts';
import type { Bus } from '../bus/bus.ts';
import type { LiveBoard } from './liveBoard.ts';
import { TextIntake } from './textIntake.ts';

/** How often those who watch are told. */
export const TELL_MS = 100;
/** How long somebody waits for the process in which it is thought. */
const ANSWER_MS = 1_000;

const ASKED = 'thoughts:asked';
const LEFT = 'thoughts:left';
const toldTo = (processId: string) => `thoughts:told:${processId}`;

const FromProcess = z.object({ processId: z.string(), messageId: z.string() });

type Answer = { chatId: string; messageId: string };

/** Who watches at this process. */
export type ThoughtViewers = {
  watched(answer: Answer): boolean;
  show(delta: Delta): void;
};

/** `text` is what was read of `soFar`, clean; `told` how much of that has gone out; `others` the processes that watch. */
type Source = Answer & {
  epoch: number;
  soFar: () => string;
  intake: TextIntake;
  read: number;
  text: string;
  told: number;
  others: Set<string>;
};

/**
 * What the models of answers made here tell of their thinking, while they think, to those who watch it here and at other
 * processes. It is read where somebody watches, and only then: for what nobody looks at nothing is done. Whoever misses a
 * delta watches anew.
 */
export class LiveThoughts {
  readonly #bus: Bus;
  readonly #board: Pick<LiveBoard, 'get'>;
  readonly #viewers: ThoughtViewers;
  readonly #sources = new Map<string, Source>();
  readonly #watched = new Set<string>();
  readonly #waiting = new Map<string, Set<(all?: Delta) => void>>();
  readonly #stops: (() => void)[];
  #timer: NodeJS.Timeout | undefined;

  constructor({ bus, board, viewers }: { bus: Bus; board: Pick<LiveBoard, 'get'>; viewers: ThoughtViewers }) {
    this.#bus = bus;
    this.#board = board;
    this.#viewers = viewers;
    this.#stops = [
      bus.subscribe(ASKED, (message) => this.#asked(FromProcess.parse(message))),
      bus.subscribe(LEFT, (message) => this.#left(FromProcess.parse(message))),
      bus.subscribe(toldTo(bus.processId), (message) => this.#heard(Delta.parse(message))),
    ];
  }

  /** From now on `soFar` is what is told for an answer; it only grows. */
  begin({ chatId, messageId, epoch }: Answer & { epoch: number }, soFar: () => string): void {
    const fresh = { intake: new TextIntake(), read: 0, text: '', told: 0, others: new Set<string>() };
    this.#sources.set(messageId, { chatId, messageId, epoch, soFar, ...fresh });
  }

  end(messageId: string): void {
    this.#sources.delete(messageId);
    this.#watched.delete(messageId);
  }

  /**
   * All so far of what is thought for an answer, undefined where nobody thinks; `join` is called in the moment in which it
   * is read, and what comes after that is shown.
   */
  watch({ chatId, messageId }: Answer, join: () => void): Promise<Delta | undefined> {
    const source = this.#sources.get(messageId);
    if (source !== undefined) {
      if (source.chatId !== chatId) return Promise.resolve(undefined);
      join();
      return Promise.resolve(this.#watch(source));
    }
    const answer = this.#board.get(messageId);
    if (answer?.chatId !== chatId || !answer.thought || !this.#bus.hasOthers) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(messageId) ?? new Set();
      this.#waiting.set(messageId, waiting);
      const settle = (all?: Delta) => {
        clearTimeout(timer);
        waiting.delete(settle);
        if (waiting.size === 0 && this.#waiting.get(messageId) === waiting) this.#waiting.delete(messageId);
        if (all !== undefined) join();
        resolve(all);
      };
      const timer = setTimeout(settle, ANSWER_MS);
      waiting.add(settle);
      this.#bus.publish(ASKED, { processId: this.#bus.processId, messageId });
    });
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const stop of this.#stops) stop();
    for (const settle of [...this.#waiting.values()].flatMap((waiting) => [...waiting])) settle();
  }

  #asked({ processId, messageId }: z.infer<typeof FromProcess>): void {
    const source = this.#sources.get(messageId);
    if (source === undefined) return;
    source.others.add(processId);
    this.#bus.publish(toldTo(processId), this.#watch(source));
  }

  #left({ processId, messageId }: z.infer<typeof FromProcess>): void {
    this.#sources.get(messageId)?.others.delete(processId);
  }

  #heard(delta: Delta): void {
    const { messageId } = delta;
    const isWatched = this.#viewers.watched(delta);
    // What begins at the beginning is all so far, or goes on to be.
    const waiting = delta.offset === 0 ? [...(this.#waiting.get(messageId) ?? [])] : [];
    for (const settle of waiting) settle(delta);
    if (isWatched) this.#viewers.show(delta);
    else if (waiting.length === 0 && !this.#waiting.has(messageId)) {
      this.#bus.publish(LEFT, { processId: this.#bus.processId, messageId });
    }
  }

  #watch(source: Source): Delta {
    read(source);
    if (!this.#watched.has(source.messageId)) source.told = source.text.length;
    this.#watched.add(source.messageId);
    this.#timer ??= setTimeout(() => this.#tell(), TELL_MS);
    return deltaFrom(source, 0);
  }

  #tell(): void {
    this.#timer = undefined;
    for (const messageId of this.#watched) {
      const source = this.#sources.get(messageId);
      const isHere = source !== undefined && this.#viewers.watched(source);
      if (source === undefined || (!isHere && source.others.size === 0)) {
        this.#watched.delete(messageId);
        continue;
      }
      read(source);
      if (source.text.length === source.told) continue;
      const delta = deltaFrom(source, source.told);
      source.told = source.text.length;
      if (isHere) this.#viewers.show(delta);
      for (const processId of source.others) this.#bus.publish(toldTo(processId), delta);
    }
    if (this.#watched.size > 0) this.#timer = setTimeout(() => this.#tell(), TELL_MS);
  }
}

function read(source: Source): void {
  const all = source.soFar();
  source.text += source.intake.take(all.slice(source.read));
  source.read = all.length;
}

function deltaFrom({ chatId, messageId, epoch, text }: Source, offset: number): Delta {
  return { chatId, messageId, epoch, offset, text: text.slice(offset) };
}
