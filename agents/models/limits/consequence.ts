import type { Fault } from '../../providers/provider.ts';

/** How far the answer was: what people saw of it, whether it called something, whether that was done. */
export type Progress = 'nothing' | 'text' | 'call' | 'executed';

export type FaultContext = {
  /** How often this model was asked for this, the failed time included. */
  tries: number;
  retryAfterMs: number | undefined;
  /** Until the answer would come too late. */
  leftMs: number;
  progress: Progress;
  /** 0 to 1. */
  random: number;
};

/** Whom to ask where it is not tried again: `key` is any model that another credential pays for. */
export type NextAsked = 'model' | 'provider' | 'key' | 'larger' | 'nobody';

/**
 * How whoever answers next takes it up. `seam`: the text stays and the break is seen; `restart`: the turn with its unfinished
 * call is thrown away; `replay`: what tools did is told, never done again.
 */
export type TakenUp = 'silently' | 'seam' | 'restart' | 'replay';

export type Consequence = {
  retry: { waitMs: number } | null;
  /** So long nobody asks with this key; this is no sign of a model in trouble. */
  keyRestsMs: number | null;
  /** `model`: one failure in the sample of model and key. `credential`: open for `forMs`, or until it is changed. */
  breaker: { of: 'model' } | { of: 'credential'; forMs: number | null } | null;
  next: NextAsked;
  takenUp: TakenUp;
};

type Row = {
  /** How often it is tried again; the provider's own time to wait is obeyed. */
  again: number;
  restsKey: boolean;
  breaker: 'model' | 'credential' | 'credential for a while' | null;
  next: NextAsked;
};

/** One row for each fault. Two more tries is what the SDKs of the vendors do. */
const TABLE: Readonly<Record<Fault, Row>> = {
  'rate-limited': { again: 2, restsKey: true, breaker: null, next: 'model' },
  'out-of-credit': { again: 0, restsKey: false, breaker: 'credential for a while', next: 'key' },
  'bad-key': { again: 0, restsKey: false, breaker: 'credential', next: 'key' },
  overloaded: { again: 2, restsKey: false, breaker: 'model', next: 'model' },
  'cut-short': { again: 2, restsKey: false, breaker: 'model', next: 'model' },
  unreachable: { again: 2, restsKey: false, breaker: 'model', next: 'provider' },
  timeout: { again: 1, restsKey: false, breaker: 'model', next: 'model' },
  'too-long': { again: 0, restsKey: false, breaker: null, next: 'larger' },
  'bad-request': { again: 0, restsKey: false, breaker: null, next: 'nobody' },
  refused: { again: 0, restsKey: false, breaker: null, next: 'nobody' },
  aborted: { again: 0, restsKey: false, breaker: null, next: 'nobody' },
  // A cheaper one may fit.
  'over-budget': { again: 0, restsKey: false, breaker: null, next: 'model' },
  internal: { again: 0, restsKey: false, breaker: null, next: 'model' },
};

const TAKEN_UP: Readonly<Record<Progress, TakenUp>> = {
  nothing: 'silently',
  text: 'seam',
  call: 'restart',
  executed: 'replay',
};

const BASE_MS = 400;
export const KEY_RESTS_MS = 5_000;
/** An account is topped up without our knowing; after so long one call finds out. */
export const CREDIT_RESTS_MS = 3_600_000;

/**
 * What follows from a fault: whether it is tried again and after which wait, whether the key rests, which breaker hears of
 * it, who is asked next, and how that one takes it up. A wait that the deadline does not allow is none: the next is asked.
 */
export function consequenceOf(fault: Fault, context: FaultContext): Consequence {
  const row = TABLE[fault];
  const waitMs = waitOf(context);
  const retries = context.tries <= row.again && waitMs < context.leftMs;
  return {
    retry: retries ? { waitMs } : null,
    keyRestsMs: row.restsKey ? (context.retryAfterMs ?? KEY_RESTS_MS) : null,
    breaker: breakerOf(row, context.retryAfterMs),
    next: row.next,
    takenUp: TAKEN_UP[context.progress],
  };
}

/** What the provider says and a little more, so that not all come back at once; else 400 ms, 800 ms, … times 0.5 to 1.5. */
function waitOf({ tries, retryAfterMs, random }: FaultContext): number {
  if (retryAfterMs !== undefined) return Math.round(retryAfterMs + BASE_MS * random);
  return Math.round(BASE_MS * 2 ** (tries - 1) * (0.5 + random));
}

function breakerOf(row: Row, retryAfterMs: number | undefined): Consequence['breaker'] {
  switch (row.breaker) {
    case 'model':
      return { of: 'model' };
    case 'credential':
      return { of: 'credential', forMs: null };
    case 'credential for a while':
      return { of: 'credential', forMs: retryAfterMs ?? CREDIT_RESTS_MS };
    case null:
      return null;
  }
}
