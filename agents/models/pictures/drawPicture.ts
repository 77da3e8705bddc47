import type { ImageMaker, ImageRequest } from '../../providers/imageMaker.ts';
import { type ModelRequest, ProviderError } from '../../providers/provider.ts';
import { isUnpaid, type PaidImage, paidImage } from '../budget/paidImage.ts';
import type { Purse, Spender } from '../budget/withBudget.ts';
import { type Candidate, undescribed } from '../candidate.ts';
import type { ImagePrice } from '../catalog/imagePrice.ts';
import { type ChainPorts, isAborted, LONGEST_WAIT_MS, remaining } from '../chain.ts';
import { consequenceOf, type NextAsked } from '../limits/consequence.ts';
import { Held } from '../limits/held.ts';
import { breakerNameOf, credentialOf } from '../limits/limitKey.ts';
import type { Trace } from '../../run/tracer.ts';
import { priced, type Share } from '../budget/spent.ts';
import { tracedTries, type TracedTries } from './tracedTries.ts';

/** Who makes pictures, what one costs there, and whether that is on a machine of the owner. */
export type Offer = { maker: ImageMaker; price: ImagePrice; local: boolean };

/** A picture, or why there is none, with what each model cost that was asked for it. */
export type Drawn = (
  | { kind: 'made'; bytes: Uint8Array }
  | { kind: 'failed'; fault: Extract<PaidImage, { kind: 'failed' }>['fault'] }
) & { shares: readonly Share[] };

/** Has a picture made by the first of these that can, in somebody's name. */
export type Draw = (
  offers: readonly Offer[],
  request: ImageRequest,
  signal: AbortSignal,
  /** Where its calls are told of. */
  trace?: Trace,
) => Promise<Drawn>;

type Ports = ChainPorts & { purse: Purse; spender: Spender; trace?: Trace | undefined };

/** What a wait may be longer than it was said to be. */
const SLACK_MS = 200;

/**
 * Has a picture made as answers are: in the line of all requests, within the limits of the provider, and after a fault as
 * `consequenceOf` decides, at the same model or the next. What one costs is set aside at each model that is asked, over
 * all its tries, and counted once.
 */
export async function drawPicture(
  offers: readonly Offer[],
  request: ImageRequest,
  signal: AbortSignal,
  ports: Ports,
): Promise<Drawn> {
  let left = usable(offers, ports);
  let first: Extract<PaidImage, { kind: 'failed' }>['fault'] | null = null;
  const shares: Share[] = [];
  for (let offer = left[0]; offer !== undefined; offer = left[0]) {
    const asked = nothingAsked(offer.maker);
    if (left.length > 1 && ports.breaker?.allows(breakerNameOf(asked)) === false) {
      first ??= 'overloaded';
      left = left.slice(1);
      continue;
    }
    let next: NextAsked = 'model';
    const told = (follows: NextAsked) => {
      next = follows;
    };
    const tries = tracedTries(offer.maker, request, ports.trace);
    const maker = persistent(offer.maker, { ports, isAlone: left.length === 1, told, tries });
    const { purse, spender, log } = ports;
    const made = await paidImage(request, signal, { ...{ maker, price: offer.price, purse, spender, log } });
    shares.push(...priced({ provider: maker.providerId, model: maker.model }, made.costMicros));
    tries.end(made.kind === 'made' ? null : made.fault, made.costMicros);
    if (made.kind === 'made') return { kind: 'made', bytes: made.bytes, shares };
    const { fault } = made;
    first ??= fault;
    if (fault === 'aborted' || isAborted(signal)) return { kind: 'failed', fault, shares };
    const after = remaining(left.map(candidateOf), candidateOf(offer), next);
    left = left.filter((one) => after.some((candidate) => isOf(candidate, one)));
  }
  return { kind: 'failed', fault: first ?? 'unreachable', shares };
}

type Persisting = { ports: ChainPorts; isAlone: boolean; told: (next: NextAsked) => void; tries: TracedTries };

/** A maker that is asked in its turn, and again where that is worth it; `told` hears whom to ask where it is not. */
function persistent(maker: ImageMaker, { ports, isAlone, told, tries: traced }: Persisting): ImageMaker {
  const { breaker, credentials, clock, log, models, random = Math.random } = ports;
  const name = breakerNameOf(nothingAsked(maker));
  const credential = credentialOf(nothingAsked(maker));
  const patience = { onWait() {} };
  return {
    ...maker,
    async generate(request, signal) {
      /** Of several faults that which may have cost something. */
      let dearest: ProviderError | null = null;
      for (let tries = 1; ; tries += 1) {
        traced.begin(tries);
        try {
          const bytes = await inTurn(maker, request, { signal, ports, ...(isAlone && { patience }) });
          models.succeeded(maker.providerId);
          breaker?.record(name, true);
          credentials?.succeeded(credential);
          return bytes;
        } catch (cause) {
          const error =
            cause instanceof ProviderError ? cause : new ProviderError('internal', 'The provider failed.', { cause });
          const leftMs = LONGEST_WAIT_MS[isAlone ? 'patient' : 'usual'] + SLACK_MS;
          const { retryAfterMs } = error;
          const follows = consequenceOf(error.fault, {
            ...{ tries, retryAfterMs, leftMs, progress: 'nothing', random: random() },
          });
          if (!(error instanceof Held) && error.fault !== 'aborted') {
            models.failed(maker.providerId, error);
            if (follows.breaker?.of === 'model') breaker?.record(name, false);
            if (follows.breaker?.of === 'credential') credentials?.rest(credential, follows.breaker.forMs);
          }
          const about = { provider: maker.providerId, model: maker.model, fault: error.fault, tries, err: error };
          log.warn(about, 'a picture was not made');
          told(follows.retry === null ? follows.next : 'model');
          if (dearest === null || isUnpaid(dearest)) dearest = error;
          if (follows.retry === null) throw dearest;
          traced.again(error, follows.retry.waitMs);
          await clock.sleep(follows.retry.waitMs, signal);
          if (isAborted(signal)) throw isUnpaid(dearest) ? new Held('aborted', 'Stopped.') : dearest;
        }
      }
    },
  };
}

type Asking = { signal: AbortSignal; ports: Pick<ChainPorts, 'ask'>; patience?: { onWait(): void } };

/** A picture is asked for as an answer without words would be, so that it goes the way of all requests. */
async function inTurn(maker: ImageMaker, request: ImageRequest, asking: Asking): Promise<Uint8Array> {
  const { signal, ports, patience } = asking;
  const came: { bytes: Uint8Array | null } = { bytes: null };
  const wordless = nothingAsked(maker, async ({ onRate }) => {
    came.bytes = await maker.generate(request, signal, onRate);
  });
  const { model } = maker;
  const asked = {
    ...{ model, system: '', turns: [{ role: 'user' as const, text: request.prompt }], soFar: '' },
    ...{ maxOutputTokens: 0, signal },
  };
  const events = ports.ask?.(wordless, asked, patience) ?? wordless.provider.stream(asked);
  // Nothing is told on the way.
  for await (const _ of events);
  if (came.bytes === null) throw new ProviderError('internal', 'There is no picture.');
  return came.bytes;
}

/** A maker as the one of whom requests are made; by it the line, the buckets and the breakers know it. */
function nothingAsked(
  maker: ImageMaker,
  draw: (asked: ModelRequest) => Promise<void> = () => Promise.resolve(),
): Candidate {
  const { providerId: id, credential, model } = maker;
  return undescribed(
    {
      ...{ id, demo: false, models: () => Promise.resolve([]) },
      ...(credential !== undefined && { credential }),
      async *stream(asked) {
        await draw(asked);
        yield { type: 'done', finish: 'complete', usage: null, model };
      },
    },
    model,
  );
}

function candidateOf({ maker }: Offer): Candidate {
  return nothingAsked(maker);
}

function isOf({ provider, model }: Candidate, { maker }: Offer): boolean {
  return provider.id === maker.providerId && model === maker.model;
}

/** Whose key was refused is asked where there is nobody else. */
function usable(offers: readonly Offer[], { credentials }: Pick<Ports, 'credentials'>): readonly Offer[] {
  if (credentials === undefined) return offers;
  const names = new Set(offers.map((offer) => credentialOf(candidateOf(offer))));
  const paid = new Map([...names].map((name) => [name, credentials.allows(name)]));
  const open = offers.filter((offer) => paid.get(credentialOf(candidateOf(offer))) === true);
  return open.length > 0 ? open : offers;
}
