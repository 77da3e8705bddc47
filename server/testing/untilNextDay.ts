import { setTimeout as sleep } from 'node:timers/promises';

const DAY_MS = 24 * 60 * 60 * 1000;
const NEAR_MS = 20_000;

/** Waits for the next day by UTC where this one ends so soon that what is spent now would not be read as today's. */
export async function untilNextDay(): Promise<void> {
  const left = DAY_MS - (Date.now() % DAY_MS);
  if (left < NEAR_MS) await sleep(left);
}
