import type { ModelEvent, ModelRequest, Usage } from '../../providers/provider.ts';
import { ProviderError } from '../../providers/provider.ts';
import type { ToldRate } from '../../providers/toldRate.ts';
import type { Clock } from '../../run/clock.ts';
import type { Log } from '../../run/log.ts';
import type { Candidate } from '../candidate.ts';
import { LONGEST_WAIT_MS, type Patience } from '../chain.ts';
import { BUCKET, type Rate } from './bucket.ts';
import { Held } from './held.ts';
import { breakerNameOf, limitKeyOf } from './limitKey.ts';
import type { Place, Scheduler } from './scheduler.ts';
import { createOwnLimits, type LimitKey, type SharedLimits } from './sharedLimits.ts';
import { requestTokens } from './requestTokens.ts';
import { waitForGrant } from './waitForGrant.ts';

/** Asks a model when its turn has come. */
export type Ask = (
  candidate: Candidate,
  request: ModelRequest,
  place: Omit<Place, 'signal'>,
  patience?: Patience,
) => AsyncIterable<ModelEvent>;

type Parts = {
  scheduler: Scheduler;
  /** What a provider lets through, as far as somebody said so. */
  rateOf(key: LimitKey): Rate;
  /** Counts the calls of all processes, where a rate is known or was told. */
  shared: SharedLimits;
  clock: Clock;
  log: Log;
};

const NEVER_MS = 3_600_000;
const UNKNOWN: Rate = { requests: null, tokens: null };

/**
 * Requests in a fair order, each within what its provider lets through: its turn, then a reservation of what it may use at
 * most, the call, and what it used. What a provider says of its rates holds for all processes where nobody set any; where
 * it says nothing either, calls are counted in this process alone, so that a complaint can narrow them. Throws `Held` for what we kept back ourselves, and what the provider throws.
 */
export function withLimits({ scheduler, rateOf, shared, clock, log }: Parts): Ask {
  /** Of whom a provider said something, and for how long that holds. */
  const toldUntil = new Map<string, number>();
  const own = createOwnLimits(
    () => UNKNOWN,
    () => clock.now(),
  );
  let made = 0;

  /** Takes what the request may use at most; what it returns gives back what it did not use. */
  async function reserved(
    key: LimitKey,
    request: ModelRequest,
    { limits, patience }: { limits: SharedLimits; patience: Patience | undefined },
  ): Promise<(usage: Usage | null) => Promise<void>> {
    made += 1;
    const ask = {
      ticket: `${process.pid}-${made}-${clock.now()}`,
      tokens: requestTokens(request) + request.maxOutputTokens,
    };
    const { signal } = request;
    const waited = await waitForGrant(key, ask, {
      ...{ limits, clock, signal },
      deadline: clock.now() + longestOf(patience),
      onWait: patience && ((waitMs) => patience.onWait(waitMs)),
    });
    switch (waited.kind) {
      case 'granted':
        return (usage) => {
          const tokens = usage === null ? waited.grant.tokens : usage.inputTokens + usage.outputTokens;
          return limits.settle(key, waited.grant, { requests: 1, tokens });
        };
      case 'late':
        throw new Held('rate-limited', 'There is no room for this request yet.', waited.waitMs);
      case 'too-large':
        throw new Held('rate-limited', `The request is larger than a minute's ${waited.most} tokens.`, NEVER_MS);
      case 'stopped':
        throw new Held('aborted', 'Stopped.');
    }
  }

  async function* counted(
    candidate: Candidate,
    request: ModelRequest,
    patience: Patience | undefined,
  ): AsyncGenerator<ModelEvent> {
    const key = limitKeyOf(candidate);
    const name = breakerNameOf(candidate);
    const rate = rateOf(key);
    const isKnown = rate.requests !== null || rate.tokens !== null;
    const limits = isKnown || clock.now() < (toldUntil.get(name) ?? 0) ? shared : own;
    const settle = await reserved(key, request, { limits, patience });
    let usage: Usage | null = null;
    const failed = (error: unknown) => log.error({ err: error, ...key }, 'what a call used could not be counted');
    const onRate = (told: ToldRate) => {
      if (rate.requests !== null && rate.tokens !== null) return;
      toldUntil.set(name, clock.now() + BUCKET.toldFor);
      shared.told(key, told).catch(failed);
    };
    try {
      for await (const event of candidate.provider.stream({ ...request, onRate })) {
        if (event.type === 'usage' || event.type === 'done') usage = event.usage ?? usage;
        yield event;
      }
    } catch (error) {
      // Nothing was sent.
      if (error instanceof Held) usage = { inputTokens: 0, outputTokens: 0 };
      else if (error instanceof ProviderError && error.fault === 'rate-limited') {
        limits.complained(key, error.retryAfterMs).catch(failed);
      }
      throw error;
    } finally {
      settle(usage).catch(failed);
    }
  }

  return async function* ask(candidate, request, place, patience) {
    const leave = await turnOf(scheduler, { ...place, signal: request.signal });
    try {
      yield* candidate.provider.demo ? candidate.provider.stream(request) : counted(candidate, request, patience);
    } finally {
      leave();
    }
  };
}

/** After so long another model is asked. */
function longestOf(patience: Patience | undefined): number {
  return patience === undefined ? LONGEST_WAIT_MS.usual : LONGEST_WAIT_MS.patient;
}

/** Waits for the turn; what it resolves to ends it. */
async function turnOf(scheduler: Scheduler, place: Place): Promise<() => void> {
  const over = Promise.withResolvers<undefined>();
  const come = Promise.withResolvers<() => void>();
  const work = () => {
    come.resolve(() => over.resolve(undefined));
    return over.promise;
  };
  scheduler.schedule(work, place).then((result) => {
    if (result.kind === 'done') return;
    const stopped = result.reason === 'stopped';
    come.reject(stopped ? new Held('aborted', 'Stopped.') : new Held('overloaded', 'Too many requests wait already.'));
  }, come.reject);
  return come.promise;
}
