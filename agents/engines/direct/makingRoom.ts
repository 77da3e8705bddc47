import type PQueue from 'p-queue';
import type { StepRecords } from '../../run/loop/ports.ts';

/** What is not decided by then waits for people, who may take a day. */
const AT_ONCE_MS = 250;

/** A step's records that leave its place in the queue to another step for as long as it waits for people. */
export function makingRoom(records: StepRecords, queue: Pick<PQueue, 'concurrency'>): StepRecords {
  let waiting = 0;
  return {
    ...records,
    async allow(call, signal) {
      let comeBack = () => {};
      const timer = setTimeout(() => {
        waiting += 1;
        if (waiting === 1) queue.concurrency += 1;
        comeBack = () => {
          waiting -= 1;
          if (waiting === 0) queue.concurrency -= 1;
        };
      }, AT_ONCE_MS);
      try {
        return await records.allow(call, signal);
      } finally {
        clearTimeout(timer);
        comeBack();
      }
    },
  };
}
