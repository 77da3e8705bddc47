import type { RunInHand } from './runInHand.ts';

/** The runs this process works on. */
export class Hands {
  readonly #runs = new Map<string, RunInHand>();
  #heard = 0;

  /** How often something was said of runs, be they in hand or not: what was read before may not hold for one taken since. */
  get heard(): number {
    return this.#heard;
  }

  get runs(): RunInHand[] {
    return [...this.#runs.values()];
  }

  has(runId: string): boolean {
    return this.#runs.has(runId);
  }

  take(run: RunInHand): void {
    this.#runs.set(run.hold.runId, run);
  }

  letGo(run: RunInHand): void {
    if (this.#runs.get(run.hold.runId) === run) this.#runs.delete(run.hold.runId);
  }

  /** Lets go of what works in a chat and may ask models of others: whoever takes it next chooses anew whom to ask. */
  keepLocal(chatId: string): void {
    this.#heard += 1;
    for (const run of this.#runs.values()) if (run.chatId === chatId && run.asksOthers) run.handOver();
  }

  /** Stops what of these runs and steps is worked on here. */
  stop({ runIds, stepIds }: { runIds: readonly string[]; stepIds: readonly string[] }): void {
    this.#heard += 1;
    for (const runId of runIds) this.#runs.get(runId)?.stop();
    for (const stepId of stepIds) for (const run of this.#runs.values()) run.stopStep(stepId);
  }
}
