/** Which credentials are of no use at present: refused, or without credit. */
export type Credentials = {
  /** False while it rests; after that one call in `PROBE_MS` is let through, until one succeeds. */
  allows(key: string): boolean;
  /** Without a time it rests until `changed`. */
  rest(key: string, forMs: number | null): void;
  succeeded(key: string): void;
  /** Somebody has set another one in its place. */
  changed(key: string): void;
};

export const PROBE_MS = 60_000;

/** `now` in milliseconds since 1970. */
export function createCredentials(now: () => number): Credentials {
  const restsUntil = new Map<string, number>();
  return {
    allows(key) {
      const until = restsUntil.get(key);
      if (until === undefined) return true;
      if (now() < until) return false;
      restsUntil.set(key, now() + PROBE_MS);
      return true;
    },
    rest: (key, forMs) => void restsUntil.set(key, forMs === null ? Number.POSITIVE_INFINITY : now() + forMs),
    // A call that was under way when the key was refused says nothing about it now; only a probe does.
    succeeded(key) {
      if (restsUntil.get(key) !== Number.POSITIVE_INFINITY) restsUntil.delete(key);
    },
    changed: (key) => void restsUntil.delete(key),
  };
}
