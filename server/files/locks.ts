import { ERRORS, type Lock, type Locker } from '@tus/server';

type Held = { release: () => void; waiting: ((cancelled: boolean) => void)[] };

/** One request at a time for each upload: a later one asks the earlier one, whose line may be dead, to end. */
export function createLocks(): Locker {
  const held = new Map<string, Held>();
  return {
    newLock(id): Lock {
      return {
        async lock(signal, cancel) {
          for (let now = held.get(id); now !== undefined; now = held.get(id)) {
            now.release();
            const cancelled = await new Promise<boolean>((resolve) => {
              now.waiting.push(resolve);
              signal.addEventListener('abort', () => resolve(true), { once: true });
            });
            // oxlint-disable-next-line typescript/only-throw-error -- tus throws what it answers
            if (cancelled) throw ERRORS.ERR_LOCK_TIMEOUT;
          }
          held.set(id, { release: () => void cancel(), waiting: [] });
        },
        unlock() {
          const { waiting = [] } = held.get(id) ?? {};
          held.delete(id);
          for (const wake of waiting) wake(false);
          return Promise.resolve();
        },
      };
    },
  };
}
