export type Rate = { perSecond: number; burst: number };

/** Lets through so many per second on average, and a burst after a quiet time. */
export class TokenBucket {
  readonly #rate: Rate;
  #tokens: number;
  #at: number;

  constructor(rate: Rate, now: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#at = now;
  }

  /** 0 where one is let through, else the milliseconds until the next one is. `now` in milliseconds never goes back. */
  take(now: number): number {
    const refilled = this.#tokens + ((now - this.#at) * this.#rate.perSecond) / 1000;
    this.#tokens = Math.min(this.#rate.burst, refilled);
    this.#at = now;
    if (this.#tokens < 1) return Math.ceil(((1 - this.#tokens) * 1000) / this.#rate.perSecond);
    this.#tokens -= 1;
    return 0;
  }
}
