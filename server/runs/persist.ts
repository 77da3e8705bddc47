import { setTimeout as pause } from 'node:timers/promises';
import { isOutage } from '../store/outage.ts';
import type { RunInHand } from './runInHand.ts';

const WAITS_MS = [250, 500, 1_000, 2_000, 4_000, 8_000];

/**
 * Records what took effort to make, again and again while the database can not be reached; gives up after a quarter of
 * a minute, or when the run is in other hands.
 */
export async function persist<T>(run: Pick<RunInHand, 'lost'>, record: () => Promise<T>): Promise<T> {
  for (const waitMs of WAITS_MS) {
    try {
      return await record();
    } catch (error) {
      if (!isOutage(error) || run.lost) throw error;
    }
    await pause(waitMs);
  }
  return record();
}
