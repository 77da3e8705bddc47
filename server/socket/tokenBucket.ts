export type Rate = { perSecond: number; burst: number };

/** Lets through so many per second on average, and a burst after a quiet time. */
export class TokenBucket {
  /** What one costs and what may be saved, in milliseconds of quiet. */
  readonly #cost: number;
  readonly #most: number;
  #saved: number;
  #at: number;

  constructor({ perSecond, burst }: Rate, now: number) {
    this.#cost = 1000 / perSecond;
    this.#most = burst * this.#cost;
    this.#saved = this.#most;
    this.#at = now;
  }

  /** 0 where one is let through, else the milliseconds until the next one is. `now` in milliseconds never goes back. */
  take(now: number): number {
    this.#saved = Math.min(this.#most, this.#saved + now - this.#at);
    this.#at = now;
    if (this.#saved < this.#cost) return Math.ceil(this.#cost - this.#saved);
    this.#saved -= this.#cost;
    return 0;
  }
}
