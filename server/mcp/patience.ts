type Settings = { quietMs: number; totalMs: number };

/**
 * How long a server may take: so long without a sign of it, and so long in all; while it waits for a person its time does
 * not run. `signal` aborts when it is up or `outer` aborts.
 */
export class Patience {
  readonly #end = new AbortController();
  readonly #settings: Settings;
  readonly #outer: AbortSignal;
  #left: number;
  #startedAt = Date.now();
  #timer: NodeJS.Timeout | undefined;
  #waiting = 0;
  isUp = false;

  constructor(settings: Settings, outer: AbortSignal) {
    this.#settings = settings;
    this.#outer = outer;
    this.#left = settings.totalMs;
    outer.addEventListener('abort', this.#follow, { once: true });
    if (outer.aborted) this.#follow();
    else this.#run();
  }

  get signal(): AbortSignal {
    return this.#end.signal;
  }

  /** It has given a sign. */
  heard(): void {
    if (this.#waiting > 0) return;
    this.#stop();
    this.#run();
  }

  /** Its time does not run until `work` has come to an end. */
  async whileWaiting<T>(work: Promise<T>): Promise<T> {
    if (this.#waiting++ === 0) this.#stop();
    try {
      return await work;
    } finally {
      if (--this.#waiting === 0) this.#run();
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#outer.removeEventListener('abort', this.#follow);
  }

  #follow = () => this.#end.abort(this.#outer.reason);

  #run(): void {
    this.#startedAt = Date.now();
    this.#timer = setTimeout(
      () => {
        this.isUp = true;
        this.#end.abort(new DOMException('The server took too long.', 'TimeoutError'));
      },
      Math.min(this.#settings.quietMs, this.#left),
    );
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#left = Math.max(0, this.#left - (Date.now() - this.#startedAt));
  }
}
