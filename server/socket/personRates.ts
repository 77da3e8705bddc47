import type { CommandName } from '../../shared/command.ts';
import { Refusal } from '../refusal.ts';
import { type Rate, TokenBucket } from './tokenBucket.ts';

/** What goes out to many, or keeps a process busy, is counted for a person, however many sockets they have open. */
const rates: Partial<Record<CommandName, Rate>> = {
  'typing:set': { perSecond: 4, burst: 40 },
  'visibility:set': { perSecond: 4, burst: 100 },
  'space:diff': { perSecond: 3, burst: 30 },
};

/** How many counts are kept before those that are full again are let go. */
const MOST = 5_000;

/** How often a person does such things, in this process. */
export class PersonRates {
  readonly #buckets = new Map<string, { bucket: TokenBucket; usedAt: number }>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Throws a Refusal where it is too often. */
  take(userId: string, name: CommandName): void {
    const rate = rates[name];
    if (rate === undefined) return;
    const now = this.#now();
    const key = `${name} ${userId}`;
    const known = this.#buckets.get(key) ?? { bucket: new TokenBucket(rate, now), usedAt: now };
    known.usedAt = now;
    this.#buckets.set(key, known);
    if (this.#buckets.size > MOST) this.#letGo(now);
    const wait = known.bucket.take(now);
    if (wait > 0) throw new Refusal('rate-limited', 'Too often.', { retryAfterMs: wait });
  }

  #letGo(now: number): void {
    const fullAfterMs = Math.max(...Object.values(rates).map(({ burst, perSecond }) => (burst / perSecond) * 1000));
    for (const [key, { usedAt }] of this.#buckets) if (now - usedAt > fullAfterMs) this.#buckets.delete(key);
  }
}
