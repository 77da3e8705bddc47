/** Keeps requests away from a model that fails most of the time; one breaker per model of a provider. */
export type Breaker = {
  /** False while the model rests; after that one request at a time is let through, until one succeeds. */
  allows(name: string): boolean;
  /** True while the model rests; asking this lets nothing through. */
  rests(name: string): boolean;
  record(name: string, ok: boolean): void;
};

const WINDOW_MS = 30_000;
const LEAST_CALLS = 5;
const SHARE_OF_FAILURES = 0.5;
const REST_MS = 10_000;

type Kept = { calls: { at: number; ok: boolean }[]; restsUntil: number | null };

/**
 * Opens where more than half of at least five calls within 30 s failed, rests for 10 s, then probes with a single call
 * at a time. A probe nobody reports on is given up after another rest.
 */
export function createBreaker(now: () => number): Breaker {
  const kept = new Map<string, Kept>();
  return {
    allows(name) {
      const one = kept.get(name);
      if (one === undefined || one.restsUntil === null) return true;
      if (now() < one.restsUntil) return false;
      one.restsUntil = now() + REST_MS;
      return true;
    },
    rests(name) {
      const until = kept.get(name)?.restsUntil ?? null;
      return until !== null && now() < until;
    },
    record(name, ok) {
      const one = kept.get(name) ?? { calls: [], restsUntil: null };
      kept.set(name, one);
      if (one.restsUntil !== null) {
        one.calls = [];
        one.restsUntil = ok ? null : now() + REST_MS;
        return;
      }
      one.calls = [...one.calls.filter((call) => call.at > now() - WINDOW_MS), { at: now(), ok }];
      const failures = one.calls.filter((call) => !call.ok).length;
      if (one.calls.length >= LEAST_CALLS && failures / one.calls.length > SHARE_OF_FAILURES) {
        one.restsUntil = now() + REST_MS;
      }
    },
  };
}
