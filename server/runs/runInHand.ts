import { HANDOVER, type StepOrder } from '../../agents/engines/engine.ts';
import type { Hold } from '../store/runs.ts';

/** The hold of a run was lost to another process: what was about to be written is void. */
export class LostHold extends Error {
  override readonly name = 'LostHold';
  constructor(runId: string) {
    super(`run ${runId} is in other hands`);
  }
}

/** The `reason` of an abort that a person asked for. */
export const STOPPED = 'stopped';

export type StepInHand = {
  step: StepOrder;
  controller: AbortController;
  /** Length of the text at the last checkpoint. */
  saved: number;
  /** Calls that are being done right now. */
  calls: Set<string>;
};

/** A run this process works on: its hold, what can be stopped, and which steps are under way. */
export class RunInHand {
  readonly hold: Hold;
  readonly chatId: string;
  /** The person in whose name it works. */
  readonly askedBy: string;
  readonly controller = new AbortController();
  /** Models that are not on machines of the owner may be asked for it; so it counts until its chat was read. */
  asksOthers = true;
  readonly #steps = new Map<string, StepInHand>();
  #lost = false;

  constructor(hold: Hold, { chatId, askedBy }: { chatId: string; askedBy: string }) {
    this.hold = hold;
    this.chatId = chatId;
    this.askedBy = askedBy;
  }

  get steps(): StepInHand[] {
    return [...this.#steps.values()];
  }

  /** True when another process has it: from then on this one writes nothing of it any more. */
  get lost(): boolean {
    return this.#lost;
  }

  add(step: StepOrder): void {
    const inHand: StepInHand = { step, controller: new AbortController(), saved: step.soFar.length, calls: new Set() };
    if (this.controller.signal.aborted) inHand.controller.abort(this.controller.signal.reason);
    this.#steps.set(step.stepId, inHand);
  }

  step(stepId: string): StepInHand | undefined {
    return this.#steps.get(stepId);
  }

  ended(stepId: string): void {
    this.#steps.delete(stepId);
  }

  /** Whether something is being done for a step, besides waiting. */
  isBusy(stepId: string): boolean {
    return (this.#steps.get(stepId)?.calls.size ?? 0) > 0;
  }

  handOverStep(stepId: string): void {
    this.#steps.get(stepId)?.controller.abort(HANDOVER);
  }

  stopStep(stepId: string): void {
    this.#steps.get(stepId)?.controller.abort(STOPPED);
  }

  stop(): void {
    this.#abort(STOPPED);
  }

  handOver(): void {
    this.#abort(HANDOVER);
  }

  lose(): void {
    this.#lost = true;
    this.#abort(HANDOVER);
  }

  #abort(reason: string): void {
    this.controller.abort(reason);
    for (const { controller } of this.#steps.values()) controller.abort(reason);
  }
}
