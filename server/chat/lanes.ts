/** Keeps what happens to one key in order, one after the other, and lets different keys run side by side. */
export class Lanes {
  readonly #tails = new Map<string, Promise<void>>();

  /** Runs `work` when everything asked for before under this key has ended, however it ended. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key);
    const result = before === undefined ? work() : before.then(work);
    const tail = result.then(nothing, nothing).finally(() => {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    });
    this.#tails.set(key, tail);
    return result;
  }

  /** Number of keys with something under way. */
  get busy(): number {
    return this.#tails.size;
  }
}

/** The key under which everything happens that raises a person's own version by itself. */
export function personLane(userId: string): string {
  return `person ${userId}`;
}

function nothing(): void {}
