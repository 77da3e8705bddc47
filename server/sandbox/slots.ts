/** Places for so many at once; the others wait in line. `take` gives what frees the place, undefined when stopped before. */
export type Slots = { take(signal: AbortSignal): Promise<(() => void) | undefined> };

export function createSlots(most: number): Slots {
  let free = most;
  const waiting = new Set<() => void>();

  function leave(): void {
    const [next] = waiting;
    if (next === undefined) free += 1;
    else next();
  }

  function once(): () => void {
    let left = false;
    return () => {
      if (!left) leave();
      left = true;
    };
  }

  return {
    take(signal) {
      if (signal.aborted) return Promise.resolve(undefined);
      if (free > 0) {
        free -= 1;
        return Promise.resolve(once());
      }
      return new Promise((resolve) => {
        const stop = () => {
          waiting.delete(enter);
          resolve(undefined);
        };
        const enter = () => {
          waiting.delete(enter);
          signal.removeEventListener('abort', stop);
          resolve(once());
        };
        waiting.add(enter);
        signal.addEventListener('abort', stop, { once: true });
      });
    },
  };
}
