import type { ToldRate } from '../../providers/toldRate.ts';

/** How much a provider lets through in a minute, both whole and above 0; null where nobody knows. */
export type Rate = { requests: number | null; tokens: number | null };

/** What a call is expected to use; the ticket is its own, and keeps its place in the line. */
export type Ask = { ticket: string; tokens: number };

/** What was taken for a call, to be handed back with what it used. */
export type Grant = { slot: number; tokens: number };

export type Used = { requests: 0 | 1; tokens: number };

export type BucketEvent =
  | { type: 'take'; ask: Ask }
  /** A call that was never made used no request. */
  | { type: 'settle'; grant: Grant; used: Used }
  | { type: 'leave'; ticket: string }
  | { type: 'complained'; retryAfterMs: number | undefined }
  /** The provider says what it lets through, and how much of it is left. */
  | { type: 'told'; told: ToldRate };

export type Taken =
  | { kind: 'granted'; grant: Grant }
  /** Ask again after so long, and within `BUCKET.place` if the place in the line is to be kept. */
  | { kind: 'wait'; waitMs: number }
  /** It would not fit into an empty minute either. */
  | { kind: 'too-large'; most: number };

type Slot = { slot: number; requests: number; tokens: number };
type Place = { ticket: string; tokens: number; until: number };

/** The calls of one provider, model and key. */
export type Bucket = {
  /** The latest moment it knows of; time does not go back. */
  at: number;
  /** What was taken, by second, oldest first. */
  slots: readonly Slot[];
  line: readonly Place[];
  /** Which part of the rate is used, in thousandths, and since when it widens. */
  share: number;
  widensFrom: number;
  /** When it was last narrowed. */
  narrowedAt: number;
  /** What stands for an unknown rate after a complaint, until it has widened again. */
  learned: Rate;
  /** What the provider said itself, which is forgotten after a while. */
  told: Rate;
  toldUntil: number;
  closedUntil: number;
};

/** Figures that the form on Redis shares; times in milliseconds. */
export const BUCKET = {
  window: 60_000,
  slot: 1_000,
  whole: 1_000,
  leastShare: 50,
  widenBy: 50,
  widenEvery: 10_000,
  /** Where nobody knows a rate it is taken to be no lower, before it is narrowed: one complaint says little. */
  leastRequests: 10,
  leastTokens: 20_000,
  /** Calls that were under way together complain together, which is one complaint. */
  onceWithin: 1_000,
  rest: 5_000,
  longestRest: 3_600_000,
  /** What a provider said holds for so long. */
  toldFor: 600_000,
  place: 5_000,
  leastWait: 20,
  longestLine: 500,
} as const;

export const emptyBucket: Bucket = {
  at: 0,
  slots: [],
  line: [],
  share: BUCKET.whole,
  widensFrom: 0,
  narrowedAt: -BUCKET.onceWithin,
  learned: { requests: null, tokens: null },
  told: { requests: null, tokens: null },
  toldUntil: 0,
  closedUntil: 0,
};

/**
 * One step of a bucket. What is taken comes back a minute later, not bit by bit: a steady refill would let nearly twice
 * the rate through in a minute that begins with a full bucket, which providers that count by the minute refuse. Whoever
 * was refused is served before those who came later, so that a large call is not overtaken for ever. A complaint halves
 * the rate and a quiet time adds to it again (additive increase, multiplicative decrease: Chiu and Jain 1989).
 */
export function nextBucket(
  bucket: Bucket,
  event: BucketEvent,
  { rate, now }: { rate: Rate; now: number },
): { bucket: Bucket; taken: Taken | null } {
  const tidy = tidied(bucket, now);
  switch (event.type) {
    case 'take':
      return take(tidy, event.ask, rate);
    case 'settle':
      return { bucket: settled(tidy, event.grant, event.used), taken: null };
    case 'leave':
      return { bucket: { ...tidy, line: without(tidy.line, event.ticket) }, taken: null };
    case 'told':
      return { bucket: toldOf(tidy, event.told), taken: null };
    case 'complained':
      return { bucket: narrowed(tidy, event.retryAfterMs), taken: null };
  }
}

/** What this bucket lets through in a minute as things stand; null where it does not limit. */
export function limitsOf(bucket: Bucket, rate: Rate): Rate {
  const part = (whole: number | null) =>
    whole === null ? null : Math.max(1, Math.floor((whole * bucket.share) / BUCKET.whole));
  return {
    requests: part(rate.requests ?? bucket.told.requests ?? bucket.learned.requests),
    tokens: part(rate.tokens ?? bucket.told.tokens ?? bucket.learned.tokens),
  };
}

function tidied(bucket: Bucket, time: number): Bucket {
  const at = Math.max(bucket.at, time);
  const steps = bucket.share < BUCKET.whole ? Math.floor((at - bucket.widensFrom) / BUCKET.widenEvery) : 0;
  const share = steps > 0 ? Math.min(BUCKET.whole, bucket.share + steps * BUCKET.widenBy) : bucket.share;
  return {
    ...bucket,
    at,
    slots: bucket.slots.filter(({ slot }) => backAt(slot) > at),
    line: bucket.line.filter(({ until }) => until > at),
    share,
    widensFrom: bucket.widensFrom + (steps > 0 ? steps * BUCKET.widenEvery : 0),
    learned: share === BUCKET.whole ? emptyBucket.learned : bucket.learned,
    told: at < bucket.toldUntil ? bucket.told : emptyBucket.told,
  };
}

/** When what was taken in this second is there again; by its last moment, so that no minute holds too much. */
function backAt(slot: number): number {
  return (slot + 1) * BUCKET.slot + BUCKET.window;
}

function take(bucket: Bucket, ask: Ask, rate: Rate): { bucket: Bucket; taken: Taken } {
  if (rate.tokens !== null && ask.tokens > rate.tokens) {
    return {
      bucket: { ...bucket, line: without(bucket.line, ask.ticket) },
      taken: { kind: 'too-large', most: rate.tokens },
    };
  }
  const place = bucket.line.findIndex(({ ticket }) => ticket === ask.ticket);
  const ahead = place === -1 ? bucket.line : bucket.line.slice(0, place);
  const waitMs = waitOf(bucket, { ahead, ask }, limitsOf(bucket, rate));
  if (waitMs > 0) {
    return { bucket: { ...bucket, line: queued(bucket, ask, place) }, taken: { kind: 'wait', waitMs } };
  }
  const slot = Math.floor(bucket.at / BUCKET.slot);
  return {
    bucket: {
      ...bucket,
      slots: added(bucket.slots, { slot, requests: 1, tokens: ask.tokens }),
      line: without(bucket.line, ask.ticket),
    },
    taken: { kind: 'granted', grant: { slot, tokens: ask.tokens } },
  };
}

/** A line that is full takes nobody in; who has no place is still told when to ask again. */
function queued(bucket: Bucket, ask: Ask, place: number): readonly Place[] {
  const own: Place = { ...ask, until: bucket.at + BUCKET.place };
  if (place !== -1) return bucket.line.map((one, index) => (index === place ? own : one));
  return bucket.line.length < BUCKET.longestLine ? [...bucket.line, own] : bucket.line;
}

/** 0 where it may go now, else when those ahead and it would have room if nothing were handed back before. */
function waitOf(bucket: Bucket, { ahead, ask }: { ahead: readonly Place[]; ask: Ask }, most: Rate): number {
  const need = {
    requests: ahead.length + 1,
    tokens: ahead.reduce((sum, { tokens }) => sum + tokens, ask.tokens),
  };
  const used = sumOf(bucket.slots);
  let free = bucket.at;
  for (const one of bucket.slots) {
    if (fits(used, need, most)) break;
    free = backAt(one.slot);
    used.requests -= one.requests;
    used.tokens -= one.tokens;
  }
  const waitMs = Math.max(free, bucket.closedUntil) - bucket.at;
  return ahead.length > 0 ? Math.max(BUCKET.leastWait, waitMs) : waitMs;
}

/** A call above a narrowed rate has an empty minute for itself, or it would never be served. */
function fits(used: { requests: number; tokens: number }, need: typeof used, most: Rate): boolean {
  const within = (key: 'requests' | 'tokens') => most[key] === null || used[key] + need[key] <= most[key];
  return (used.requests === 0 && used.tokens === 0) || (within('requests') && within('tokens'));
}

function sumOf(slots: readonly Slot[]): { requests: number; tokens: number } {
  const sum = { requests: 0, tokens: 0 };
  for (const slot of slots) {
    sum.requests += slot.requests;
    sum.tokens += slot.tokens;
  }
  return sum;
}

/** What was not used comes back where it was taken; what was used beyond it counts from now. */
function settled(bucket: Bucket, grant: Grant, used: Used): Bucket {
  const less = Math.max(0, grant.tokens - used.tokens);
  const more = Math.max(0, used.tokens - grant.tokens);
  const slots = bucket.slots.map((one) =>
    one.slot === grant.slot
      ? {
          slot: one.slot,
          requests: Math.max(0, one.requests - (1 - used.requests)),
          tokens: Math.max(0, one.tokens - less),
        }
      : one,
  );
  if (more === 0) return { ...bucket, slots };
  return {
    ...bucket,
    slots: added(slots, { slot: Math.floor(bucket.at / BUCKET.slot), requests: 0, tokens: more }),
  };
}

/** Where less is left than we have used, others use the same key, or we did before: that is taken too. */
function toldOf(bucket: Bucket, { requests, tokens }: ToldRate): Bucket {
  const used = sumOf(bucket.slots);
  const others = {
    requests: requests === null ? 0 : Math.max(0, requests.limit - requests.left - used.requests),
    tokens: tokens === null ? 0 : Math.max(0, tokens.limit - tokens.left - used.tokens),
  };
  const isMore = others.requests > 0 || others.tokens > 0;
  return {
    ...bucket,
    told: { requests: requests?.limit ?? bucket.told.requests, tokens: tokens?.limit ?? bucket.told.tokens },
    toldUntil: bucket.at + BUCKET.toldFor,
    slots: isMore ? added(bucket.slots, { slot: Math.floor(bucket.at / BUCKET.slot), ...others }) : bucket.slots,
  };
}

function narrowed(bucket: Bucket, retryAfterMs: number | undefined): Bucket {
  const rest = Math.min(BUCKET.longestRest, Math.max(0, Math.ceil(retryAfterMs ?? BUCKET.rest)));
  const closedUntil = Math.max(bucket.closedUntil, bucket.at + rest);
  if (bucket.at - bucket.narrowedAt < BUCKET.onceWithin) return { ...bucket, closedUntil };
  const used = sumOf(bucket.slots);
  return {
    ...bucket,
    closedUntil,
    share: Math.max(BUCKET.leastShare, Math.floor(bucket.share / 2)),
    widensFrom: bucket.at,
    narrowedAt: bucket.at,
    learned: {
      requests: bucket.learned.requests ?? (used.requests > 0 ? Math.max(BUCKET.leastRequests, used.requests) : null),
      tokens: bucket.learned.tokens ?? (used.tokens > 0 ? Math.max(BUCKET.leastTokens, used.tokens) : null),
    },
  };
}

function added(slots: readonly Slot[], more: Slot): readonly Slot[] {
  const last = slots.at(-1);
  if (last?.slot !== more.slot) return [...slots, more];
  const sum = { slot: more.slot, requests: last.requests + more.requests, tokens: last.tokens + more.tokens };
  return [...slots.slice(0, -1), sum];
}

function without(line: readonly Place[], ticket: string): readonly Place[] {
  return line.filter((one) => one.ticket !== ticket);
}
