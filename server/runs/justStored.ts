import type { FreshRun } from '../store/runs.ts';

/** Of more, nobody remembers: what waits so long in a queue gains nothing by it. */
const MOST = 1_000;

/** The runs that this process has just stored, so that what they need is read while they are taken. */
export class JustStored {
  readonly #runs = new Map<string, FreshRun>();

  put(runId: string, run: FreshRun): void {
    const [oldest] = this.#runs.size >= MOST ? this.#runs.keys() : [];
    if (oldest !== undefined) this.#runs.delete(oldest);
    this.#runs.set(runId, run);
  }

  take(runId: string): FreshRun | undefined {
    const run = this.#runs.get(runId);
    this.#runs.delete(runId);
    return run;
  }
}
