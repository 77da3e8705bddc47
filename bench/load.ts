import { setFlagsFromString } from 'node:v8';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { runInNewContext } from 'node:vm';

/** How a process is doing. Times in milliseconds since the last `reset`, memory in bytes. */
export type Load = { rss: number; cpuMs: number; loopP50: number; loopP99: number; loopMax: number };

const RESOLUTION_MS = 5;

/** Watches the process it runs in. */
export function watchLoad() {
  const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  loop.enable();
  let cpu = process.cpuUsage();
  // A tick counts from the one before, so that one in time has the length of the resolution.
  const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  return {
    reset() {
      loop.reset();
      cpu = process.cpuUsage();
    },
    read(): Load {
      const used = process.cpuUsage(cpu);
      return {
        rss: process.memoryUsage.rss(),
        cpuMs: (used.user + used.system) / 1000,
        loopP50: late(loop.percentile(50)),
        loopP99: late(loop.percentile(99)),
        loopMax: late(loop.max),
      };
    },
  };
}

/** Collects garbage and gives back to the system what is free, so that what is left is in use. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (how: object) => void;
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
