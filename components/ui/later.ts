import { useEffect, useRef, useSyncExternalStore } from 'react';

/** A part of the page with a chunk of its own. */
export type Later<T> = {
  /** Null until it is there. */
  now: () => T | null;
  /** Brings it here, once; what could not be fetched is tried anew the next time. */
  fetch: () => Promise<T>;
  subscribe: (listener: () => void) => () => void;
};

/**
 * Something that is fetched when it is first needed. Unlike what `lazy` of React makes it is drawn at once when it was
 * fetched ahead, and a failure is told instead of thrown.
 */
export function later<T>(load: () => Promise<T>): Later<T> {
  let here: T | null = null;
  let coming: Promise<T> | null = null;
  const listeners = new Set<() => void>();
  return {
    now: () => here,
    fetch: () =>
      (coming ??= load().then(
        (loaded) => {
          here = loaded;
          for (const listener of listeners) listener();
          return loaded;
        },
        (cause: unknown) => {
          coming = null;
          throw cause;
        },
      )),
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** Null until it is there, which it is at once if it was fetched ahead; fetches it as soon as it is wanted. */
export function useLater<T>(part: Later<T>, wanted: boolean, onFailed: () => void): T | null {
  const here = useSyncExternalStore(part.subscribe, part.now, part.now);
  const failed = useRef(onFailed);
  useEffect(() => {
    failed.current = onFailed;
  });
  const missing = wanted && here === null;
  useEffect(() => {
    if (!missing) return;
    let needed = true;
    part.fetch().catch(() => {
      if (needed) failed.current();
    });
    return () => {
      needed = false;
    };
  }, [missing, part]);
  return here;
}

/** The page has better things to do in its first moments. */
const FIRST_MS = 1500;

/** Fetches these once the page has stood for a moment and the browser has nothing else to do. */
export function useAhead(...parts: readonly { fetch: () => Promise<unknown> }[]): void {
  const first = useRef(parts);
  useEffect(() => {
    let idle: number | undefined;
    const fetchAll = () => {
      // What cannot be fetched now is fetched when it is needed.
      for (const part of first.current) part.fetch().catch(() => undefined);
    };
    const timer = setTimeout(() => {
      // Safari has no idle callbacks.
      if (typeof requestIdleCallback === 'undefined') fetchAll();
      else idle = requestIdleCallback(fetchAll, { timeout: FIRST_MS });
    }, FIRST_MS);
    return () => {
      clearTimeout(timer);
      if (idle !== undefined) cancelIdleCallback(idle);
    };
  }, []);
}
