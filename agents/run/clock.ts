import { setTimeout as wait } from 'node:timers/promises';

/** Time as the engines know it, so that tests need not wait. `sleep` ends early, without an error, on an abort. */
export type Clock = { now(): number; sleep(ms: number, signal: AbortSignal): Promise<void> };

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await wait(ms, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  },
};
