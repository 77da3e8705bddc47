import { z } from 'zod';
import { Delta } from '../../shared/message.ts';
import type { Bus } from '../bus/bus.ts';
import type { Live } from './live.ts';
import { type LiveAnswer, type LiveBoard, sliceOf } from './liveBoard.ts';

const DELTAS = 'live:deltas';
const ENDED = 'live:ended';
const ASKED = 'live:asked';
const TOLD_TO_ALL = 'live:told';
const toldTo = (processId: string) => `live:told:${processId}`;

const Deltas = z.array(Delta);
const Ended = z.object({ messageId: z.string(), epoch: z.int() });
const Asked = z.object({ asker: z.string(), messageId: z.optional(z.string()) });
const Told = z.array(
  z.object({
    chatId: z.string(),
    messageId: z.string(),
    epoch: z.int(),
    text: z.string(),
    thought: z.optional(z.literal(true)),
  }),
);

/** How long somebody waits for the owner of an answer. */
const ANSWER_MS = 1_000;
/** Holes of one answer are asked for no oftener than this. */
const ASK_AGAIN_MS = 200;

type Settings = {
  bus: Bus;
  board: LiveBoard;
  live: Live;
  /** Hands deltas of other processes to the viewers here. */
  show: (deltas: readonly Delta[]) => void;
};

/** Keeps the board in step with the answers other processes write, and tells them of ours. */
export class Mirror {
  readonly #bus: Bus;
  readonly #board: LiveBoard;
  readonly #live: Live;
  readonly #show: Settings['show'];
  readonly #waiting = new Map<string, Set<() => void>>();
  readonly #askedAt = new Map<string, number>();
  readonly #stops: (() => void)[];

  constructor({ bus, board, live, show }: Settings) {
    this.#bus = bus;
    this.#board = board;
    this.#live = live;
    this.#show = show;
    this.#stops = [
      bus.subscribe(DELTAS, (message) => this.#heard(Deltas.parse(message))),
      bus.subscribe(ENDED, (message) => this.#forget(Ended.parse(message))),
      bus.subscribe(ASKED, (message) => this.#asked(Asked.parse(message))),
      bus.subscribe(toldTo(bus.processId), (message) => this.#told(Told.parse(message))),
      bus.subscribe(TOLD_TO_ALL, (message) => this.#told(Told.parse(message))),
      bus.onResumed(() => {
        this.#askForAll();
        this.#tellAll();
      }),
    ];
    this.#askForAll();
  }

  publish(deltas: readonly Delta[]): void {
    this.#bus.publish(DELTAS, deltas);
  }

  publishEnd(messageId: string, epoch: number): void {
    this.#bus.publish(ENDED, { messageId, epoch });
  }

  /** The text of an answer from `offset` on, asking its owner where text before the hole is missing here. */
  async fetch(messageId: string, known: { epoch: number; offset: number }): Promise<Delta | undefined> {
    const isMissing = !this.#reaches(messageId, known) && !this.#board.isOver(messageId, known.epoch);
    if (isMissing && this.#bus.hasOthers) await this.#ask(messageId);
    const answer = this.#board.get(messageId);
    return answer === undefined || answer.epoch < known.epoch ? undefined : sliceOf(answer, known);
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #reaches(messageId: string, known: { epoch: number; offset: number }): boolean {
    const answer = this.#board.get(messageId);
    if (answer === undefined || answer.epoch < known.epoch) return false;
    return answer.epoch > known.epoch || answer.text.length >= known.offset;
  }

  #heard(deltas: readonly Delta[]): void {
    for (const delta of deltas) if (!this.#board.apply(delta)) void this.#ask(delta.messageId);
    this.#show(deltas);
  }

  #forget({ messageId, epoch }: z.infer<typeof Ended>): void {
    if (this.#live.textOf(messageId) === undefined) this.#board.drop(messageId, epoch);
    this.#answered(messageId);
  }

  #asked({ asker, messageId }: z.infer<typeof Asked>): void {
    const answers = this.#live.own().filter((answer) => messageId === undefined || answer.messageId === messageId);
    if (answers.length > 0) this.#bus.publish(toldTo(asker), answers);
  }

  #told(answers: readonly LiveAnswer[]): void {
    for (const answer of answers) {
      this.#board.apply({ ...answer, offset: 0 });
      this.#answered(answer.messageId);
    }
  }

  #answered(messageId: string): void {
    this.#askedAt.delete(messageId);
    for (const answered of this.#waiting.get(messageId) ?? []) answered();
    this.#waiting.delete(messageId);
  }

  #askForAll(): void {
    this.#bus.publish(ASKED, { asker: this.#bus.processId });
  }

  /** Others may have asked while this process heard nothing. */
  #tellAll(): void {
    const answers = this.#live.own();
    if (answers.length > 0) this.#bus.publish(TOLD_TO_ALL, answers);
  }

  #ask(messageId: string): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#answered(messageId), ANSWER_MS);
      timer.unref();
      const waiting = this.#waiting.get(messageId) ?? new Set();
      waiting.add(() => {
        clearTimeout(timer);
        resolve();
      });
      this.#waiting.set(messageId, waiting);
      const now = performance.now();
      if (now - (this.#askedAt.get(messageId) ?? -Infinity) < ASK_AGAIN_MS) return;
      this.#askedAt.set(messageId, now);
      this.#bus.publish(ASKED, { asker: this.#bus.processId, messageId });
    });
  }
}
