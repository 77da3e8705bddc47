import type { ToldRate } from '../../providers/toldRate.ts';
import {
  type Ask,
  type Bucket,
  emptyBucket,
  type Grant,
  nextBucket,
  type Rate,
  type Taken,
  type Used,
} from './bucket.ts';

/** Whose calls are counted together. `key` names a credential; it is not the secret itself. */
export type LimitKey = { provider: string; model: string; key: string };

/** The buckets of all processes: what one takes the others do not have. */
export interface SharedLimits {
  take(key: LimitKey, ask: Ask): Promise<Taken>;
  /** Says once what a granted call used. */
  settle(key: LimitKey, grant: Grant, used: Used): Promise<void>;
  /** Gives up a place in the line. */
  leave(key: LimitKey, ticket: string): Promise<void>;
  /** The provider refused a call as one too many; without a time of its own the key rests a little. */
  complained(key: LimitKey, retryAfterMs: number | undefined): Promise<void>;
  /** The provider says what it lets through; what somebody set here comes before that. */
  told(key: LimitKey, told: ToldRate): Promise<void>;
}

/** A provider or a model may hold a slash, hence the escapes. */
export function nameOfKey({ provider, model, key }: LimitKey): string {
  return [provider, model, key].map(encodeURIComponent).join('/');
}

/** The limits of a process that is alone. */
export function createOwnLimits(rateOf: (key: LimitKey) => Rate, now: () => number): SharedLimits {
  const buckets = new Map<string, Bucket>();

  function step(key: LimitKey, event: Parameters<typeof nextBucket>[1]): Taken | null {
    const name = nameOfKey(key);
    const next = nextBucket(buckets.get(name) ?? emptyBucket, event, { rate: rateOf(key), now: now() });
    buckets.set(name, next.bucket);
    return next.taken;
  }

  return {
    async take(key, ask) {
      const taken = step(key, { type: 'take', ask });
      if (taken === null) throw new Error('a bucket did not answer');
      return taken;
    },
    async settle(key, grant, used) {
      step(key, { type: 'settle', grant, used });
    },
    async leave(key, ticket) {
      step(key, { type: 'leave', ticket });
    },
    async complained(key, retryAfterMs) {
      step(key, { type: 'complained', retryAfterMs });
    },
    async told(key, told) {
      step(key, { type: 'told', told });
    },
  };
}
