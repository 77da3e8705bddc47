import type { Clock } from '../../run/clock.ts';
import { type Ask, BUCKET, type Grant } from './bucket.ts';
import type { LimitKey, SharedLimits } from './sharedLimits.ts';

/** `late`: it would not be granted in time, and when it might be. */
export type Waited =
  | { kind: 'granted'; grant: Grant }
  | { kind: 'late'; waitMs: number }
  | { kind: 'too-large'; most: number }
  | { kind: 'stopped' };

type Terms = {
  limits: SharedLimits;
  clock: Clock;
  signal: AbortSignal;
  deadline: number;
  /** Hears of each stretch of waiting how long it may take. */
  onWait?: ((waitMs: number) => void) | undefined;
};

/** Somebody may hand back before what was foretold, and a place in the line wants to be kept. */
const LONGEST_SLEEP_MS = BUCKET.place / 5;

/** Waits in line until the call may be made, at most until `deadline` (milliseconds since 1970), and leaves no place behind. */
export async function waitForGrant(key: LimitKey, ask: Ask, terms: Terms): Promise<Waited> {
  const { limits, clock, signal, deadline, onWait } = terms;
  const leave = async (waited: Waited): Promise<Waited> => {
    await limits.leave(key, ask.ticket);
    return waited;
  };
  while (!signal.aborted) {
    const taken = await limits.take(key, ask);
    if (taken.kind !== 'wait') return taken;
    if (clock.now() + taken.waitMs > deadline) return leave({ kind: 'late', waitMs: taken.waitMs });
    onWait?.(taken.waitMs);
    await clock.sleep(Math.min(taken.waitMs, LONGEST_SLEEP_MS), signal);
  }
  return leave({ kind: 'stopped' });
}
