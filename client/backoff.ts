export type Backoff = {
  /** Milliseconds to wait before the next attempt: doubling, with a random half, never below `atLeast`. */
  next(atLeast?: number): number;
  reset(): void;
};

/** Waits that double from `first` up to `longest`, spread so that many clients don't come back at once. */
export function createBackoff(first = 1000, longest = 30_000): Backoff {
  let wait = first;
  return {
    next(atLeast = 0) {
      const now = wait;
      wait = Math.min(wait * 2, longest);
      return Math.max(atLeast, now / 2 + (Math.random() * now) / 2);
    },
    reset() {
      wait = first;
    },
  };
}
