import type { ModelEvent, ModelRequest, Usage } from '../../providers/provider.ts';
import { ProviderError } from '../../providers/provider.ts';
import type { Clock } from '../../run/clock.ts';
import type { Log } from '../../run/log.ts';
import type { Candidate } from '../candidate.ts';
import { LONGEST_WAIT_MS, type Patience } from '../chain.ts';
import type { Rate } from './bucket.ts';
import { KEY_RESTS_MS } from './consequence.ts';
import { Held } from './held.ts';
import { breakerNameOf, limitKeyOf } from './limitKey.ts';
import type { Place, Scheduler } from './scheduler.ts';
import type { LimitKey, SharedLimits } from './sharedLimits.ts';
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
  /** Counts the calls of all processes, where a rate is known. */
  shared: SharedLimits;
  clock: Clock;
  log: Log;
};

const NEVER_MS = 3_600_000;

/**
 * Requests in a fair order, each within what its provider lets through: its turn, then a reservation of what it may use at
 * most, the call, and what it used. Where nobody knows a rate nothing is counted; what complains all the same rests a
 * little, in this process. Throws `Held` for what we kept back ourselves, and what the provider throws.
 */
export function withLimits({ scheduler, rateOf, shared, clock, log }: Parts): Ask {
  const restsUntil = new Map<string, number>();
  let made = 0;

  /** Takes what the request may use at most; what it returns gives back what it did not use. */
  async function reserved(
    key: LimitKey,
    request: ModelRequest,
    patience: Patience | undefined,
  ): Promise<(usage: Usage | null) => Promise<void>> {
    made += 1;
    const ask = {
      ticket: `${process.pid}-${made}-${clock.now()}`,
      tokens: requestTokens(request) + request.maxOutputTokens,
    };
    const { signal } = request;
    const waited = await waitForGrant(key, ask, {
      ...{ limits: shared, clock, signal },
      deadline: clock.now() + longestOf(patience),
      onWait: patience && ((waitMs) => patience.onWait(waitMs)),
    });
    switch (waited.kind) {
      case 'granted':
        return (usage) => {
          const tokens = usage === null ? waited.grant.tokens : usage.inputTokens + usage.outputTokens;
          return shared.settle(key, waited.grant, { requests: 1, tokens });
        };
      case 'late':
        throw new Held('rate-limited', 'There is no room for this request yet.', waited.waitMs);
      case 'too-large':
        throw new Held('rate-limited', `The request is larger than a minute's ${waited.most} tokens.`, NEVER_MS);
      case 'stopped':
        throw new Held('aborted', 'Stopped.');
    }
  }

  async function rested(name: string, signal: AbortSignal, patience: Patience | undefined): Promise<void> {
    const waitMs = (restsUntil.get(name) ?? 0) - clock.now();
    if (waitMs <= 0) return;
    if (waitMs > longestOf(patience)) throw new Held('rate-limited', 'The provider wants to be left alone.', waitMs);
    patience?.onWait(waitMs);
    await clock.sleep(waitMs, signal);
  }

  async function* counted(
    candidate: Candidate,
    request: ModelRequest,
    patience: Patience | undefined,
  ): AsyncGenerator<ModelEvent> {
    const key = limitKeyOf(candidate);
    const name = breakerNameOf(candidate);
    const rate = rateOf(key);
    const isLimited = rate.requests !== null || rate.tokens !== null;
    let settle: Awaited<ReturnType<typeof reserved>> | null = null;
    if (isLimited) settle = await reserved(key, request, patience);
    else if (restsUntil.has(name)) await rested(name, request.signal, patience);
    let usage: Usage | null = null;
    const failed = (error: unknown) => log.error({ err: error, ...key }, 'what a call used could not be counted');
    try {
      for await (const event of candidate.provider.stream(request)) {
        if (event.type === 'usage' || event.type === 'done') usage = event.usage ?? usage;
        yield event;
      }
    } catch (error) {
      // Nothing was sent.
      if (error instanceof Held) usage = { inputTokens: 0, outputTokens: 0 };
      else if (error instanceof ProviderError && error.fault === 'rate-limited') {
        if (isLimited) shared.complained(key, error.retryAfterMs).catch(failed);
        else restsUntil.set(name, clock.now() + (error.retryAfterMs ?? KEY_RESTS_MS));
      }
      throw error;
    } finally {
      settle?.(usage).catch(failed);
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
