import type { RunPlace } from '../store/runs.ts';

/** Of more, nobody remembers: what waits so long in a queue gains nothing by it. */
const MOST = 1_000;

/** Where the runs belong that this process has just stored, so that what they need is read while they are taken. */
export class JustStored {
  readonly #places = new Map<string, RunPlace>();

  put(runId: string, place: RunPlace): void {
    const [oldest] = this.#places.size >= MOST ? this.#places.keys() : [];
    if (oldest !== undefined) this.#places.delete(oldest);
    this.#places.set(runId, place);
  }

  take(runId: string): RunPlace | undefined {
    const place = this.#places.get(runId);
    this.#places.delete(runId);
    return place;
  }
}
