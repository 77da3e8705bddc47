import type { Clock } from '../../run/clock.ts';
import { type Ask, BUCKET, type Grant } from './bucket.ts';
import type { LimitKey, SharedLimits } from './sharedLimits.ts';

/** `late`: it would not be granted in time, and when it might be. */
export type Waited =
  | { kind: 'granted'; grant: Grant }
  | { kind: 'late'; waitMs: number }
  | { kind: 'too-large'; most: number }
  | { kind: 'stopped' };

type Patience = { limits: SharedLimits; clock: Clock; signal: AbortSignal; deadline: number };

/** Somebody may hand back before what was foretold, and a place in the line wants to be kept. */
const LONGEST_SLEEP_MS = BUCKET.place / 5;

/** Waits in line until the call may be made, at most until `deadline` (milliseconds since 1970), and leaves no place behind. */
export async function waitForGrant(key: LimitKey, ask: Ask, patience: Patience): Promise<Waited> {
  const { limits, clock, signal, deadline } = patience;
  const leave = async (waited: Waited): Promise<Waited> => {
    await limits.leave(key, ask.ticket);
    return waited;
  };
  while (!signal.aborted) {
    const taken = await limits.take(key, ask);
    if (taken.kind !== 'wait') return taken;
    if (clock.now() + taken.waitMs > deadline) return leave({ kind: 'late', waitMs: taken.waitMs });
    await clock.sleep(Math.min(taken.waitMs, LONGEST_SLEEP_MS), signal);
  }
  return leave({ kind: 'stopped' });
}
