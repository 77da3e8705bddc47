const PATIENCE_MS = 5_000;
const MOST_REMEMBERED = 10_000;

/**
 * Names a job so that asking again for the same run and epoch is no second job. If it is still asked for after 5, 10,
 * 20 … seconds, the job may have died with the worker that fetched it, and another name is used.
 */
export class JobNames {
  readonly #firstAsked = new Map<string, number>();

  nameOf(runId: string, epoch: number, now: number): string {
    const name = `${runId}-${epoch}`;
    const first = this.#firstAsked.get(name);
    if (first === undefined) {
      this.#remember(name, now);
      return name;
    }
    const doublings = Math.floor(
      Math.log2(Math.max(1, (now - first) / PATIENCE_MS)) + (now - first >= PATIENCE_MS ? 1 : 0),
    );
    return doublings === 0 ? name : `${name}-${doublings}`;
  }

  #remember(name: string, now: number): void {
    this.#firstAsked.set(name, now);
    if (this.#firstAsked.size <= MOST_REMEMBERED) return;
    const oldest = this.#firstAsked.keys().next();
    if (oldest.done !== true) this.#firstAsked.delete(oldest.value);
  }
}
