/** Keeps what happens to one key in order, one after the other, and lets different keys run side by side. */
export class Lanes {
  readonly #tails = new Map<string, Promise<void>>();
  readonly #asked = new Map<string, number>();
  readonly #idle: ((key: string) => void)[] = [];

  /** Runs `work` when everything asked for before under this key has ended, however it ended. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key);
    this.#asked.set(key, this.#countOf(key) + 1);
    const result = before === undefined ? work() : before.then(work);
    const tail = result.then(nothing, nothing).finally(() => {
      if (this.#tails.get(key) === tail) {
        this.#tails.delete(key);
        this.#asked.delete(key);
        for (const listener of this.#idle) listener(key);
      } else this.#asked.set(key, this.#countOf(key) - 1);
    });
    this.#tails.set(key, tail);
    return result;
  }

  /** Whether, besides what is under way, more is asked for under this key. */
  isAwaited(key: string): boolean {
    return this.#countOf(key) > 1;
  }

  /** Calls back whenever all that was asked for under a key has ended. */
  onIdle(listener: (key: string) => void): void {
    this.#idle.push(listener);
  }

  #countOf(key: string): number {
    return this.#asked.get(key) ?? 0;
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
