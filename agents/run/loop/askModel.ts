import type { AnswerFailure } from '../../../shared/message.ts';
import { failureOf, nextAttempt } from '../../models/attempt.ts';
import type { Candidate } from '../../models/candidate.ts';
import { type ChainPorts, costOf, isAborted, type Prompt, remaining, TROUBLE } from '../../models/chain.ts';
import {
  type ModelEvent,
  type ModelRequest,
  ProviderError,
  type Round,
  type ToolCall,
  type ToolOffer,
  type Usage,
} from '../../providers/provider.ts';
import type { NamedSource } from './ports.ts';
import { roundCharacters } from './roundCharacters.ts';
import { NOTHING, plus, type Spent } from './spent.ts';
import { trimRounds } from './trimRounds.ts';

/** A round, and who was asked for it. */
export type DoneRound = Round & { by: { provider: string; model: string } };

export type TurnRequest = {
  prompt(candidate: Candidate): Prompt;
  offers: readonly ToolOffer[];
  rounds: readonly DoneRound[];
  /** Text of this turn that people have seen already. */
  soFar: string;
  /** People have seen text of the turns before. */
  saidBefore: boolean;
  settings: Pick<ModelRequest, 'effort' | 'cacheKey'>;
  maxOutputTokens: number;
  signal: AbortSignal;
  onText(text: string): void;
  onThought(text: string): void;
};

type Done = Extract<ModelEvent, { type: 'done' }>;

/** A turn as it came to its end; `text` is all of it, what was shown before included. */
export type Turn = { text: string; calls: readonly ToolCall[]; done: Done; candidate: Candidate };

/**
 * `spent` is null where no model did anything that counts; `candidate` is the one that did. `sources` are those of what
 * people have seen: an attempt of which nothing stays has numbered nothing.
 */
export type Asked = {
  left: Candidate[];
  spent: Spent | null;
  candidate: Candidate | null;
  sources: readonly NamedSource[];
} & ({ kind: 'turn'; turn: Turn } | { kind: 'stopped' } | { kind: 'failed'; failure: AnswerFailure });

type Attempted = {
  added: string;
  calls: ToolCall[];
  sources: NamedSource[];
  usage: Usage | null;
  ended: Done | { error: ProviderError };
};

/**
 * Asks one model after the other for the next turn, as `nextAttempt` decides. Text that was shown in an attempt ends it
 * there; a turn that broke off after a call had begun is asked for again, at the next model where there is one: its
 * calls are dropped, and its text, which people have seen, is gone on from. Never throws.
 */
export async function askModel(
  candidates: readonly Candidate[],
  request: TurnRequest,
  ports: ChainPorts,
): Promise<Asked> {
  const random = ports.random ?? Math.random;
  const able = candidates.filter(({ callsTools }) => callsTools);
  // Who calls no tools can't read what came of calls.
  let left = request.rounds.length > 0 && able.length > 0 ? able : [...candidates];
  let tries = 0;
  let failure: AnswerFailure | null = null;
  let soFar = request.soFar;
  let spent: Spent | null = null;
  let worked: Candidate | null = null;
  const sources: NamedSource[] = [];

  for (let candidate = left[0]; candidate !== undefined; candidate = left[0]) {
    if (tries === 0 && left.length > 1 && ports.breaker?.allows(candidate.name) === false) {
      failure ??= 'overloaded';
      left = left.slice(1);
      continue;
    }
    tries += 1;
    const attempted = await attempt(candidate, { ...request, soFar });
    const { added, calls, ended } = attempted;
    const shown = added !== '';
    const begun = calls.length > 0;
    if (shown || begun || 'type' in ended) {
      spent = plus(spent ?? NOTHING, spentIn(candidate, attempted));
      worked = candidate;
    }
    if (shown || 'type' in ended) sources.push(...attempted.sources);
    const outcome = () => ({ left, spent, candidate: worked, sources });
    soFar += added;

    if ('type' in ended) {
      ports.models.succeeded(candidate.provider.id);
      ports.breaker?.record(candidate.name, true);
      return { kind: 'turn', turn: { text: soFar, calls, done: ended, candidate }, ...outcome() };
    }
    const { error } = ended;
    if (error.fault === 'aborted' || isAborted(request.signal)) return { kind: 'stopped', ...outcome() };
    ports.models.failed(candidate.provider.id, error);
    if (TROUBLE.includes(error.fault)) ports.breaker?.record(candidate.name, false);
    ports.log.warn(
      {
        provider: candidate.provider.id,
        model: candidate.model,
        fault: error.fault,
        tries,
        round: request.rounds.length,
        err: error,
      },
      'a model did not answer',
    );
    failure ??= failureOf(error.fault);

    const next = nextAttempt(
      { fault: error.fault, shown: shown && !begun, tries, retryAfterMs: error.retryAfterMs },
      random(),
    );
    if (next.do === 'end') return { kind: 'failed', failure: failureOf(error.fault), ...outcome() };
    if (next.do === 'again' && !(begun && left.length > 1)) {
      await ports.clock.sleep(next.waitMs, request.signal);
      if (isAborted(request.signal)) return { kind: 'stopped', ...outcome() };
    } else {
      left = remaining(left, candidate, next.do === 'again' ? 'model' : next.skip);
      tries = 0;
    }
  }
  return { kind: 'failed', failure: failure ?? 'no-model', left, spent, candidate: worked, sources };
}

async function attempt(candidate: Candidate, request: TurnRequest): Promise<Attempted> {
  const attempted: Attempted = {
    added: '',
    calls: [],
    sources: [],
    usage: null,
    ended: { error: new ProviderError('cut-short', 'The stream ended before the answer did.') },
  };
  try {
    for await (const event of candidate.provider.stream(modelRequest(candidate, request))) {
      switch (event.type) {
        case 'text':
          if (event.text === '') break;
          attempted.added += event.text;
          request.onText(event.text);
          break;
        case 'thought':
          request.onThought(event.text);
          break;
        case 'source':
          attempted.sources.push(event.source);
          break;
        case 'call':
          attempted.calls.push(event.call);
          break;
        case 'usage':
          attempted.usage = event.usage;
          break;
        case 'done':
          attempted.usage = event.usage;
          if (!isEmpty(event, attempted, request)) attempted.ended = event;
      }
    }
  } catch (cause) {
    const error =
      cause instanceof ProviderError ? cause : new ProviderError('internal', 'The provider failed.', { cause });
    return { ...attempted, ended: { error } };
  }
  return attempted;
}

/** Neither a word in the whole answer nor a call, or an announced call that did not come. */
function isEmpty({ finish }: Done, { added, calls }: Attempted, { soFar, saidBefore }: TurnRequest): boolean {
  if (calls.length > 0) return false;
  return finish === 'calls' || (finish === 'complete' && !saidBefore && soFar + added === '');
}

function modelRequest(candidate: Candidate, request: TurnRequest): ModelRequest {
  const { rounds, settings, soFar, signal } = request;
  const offers = candidate.callsTools ? request.offers : [];
  const prompt = request.prompt(candidate);
  const { contextTokens } = candidate;
  const maxOutputTokens = Math.min(
    request.maxOutputTokens,
    candidate.outputTokens ?? request.maxOutputTokens,
    Math.floor(contextTokens / 4),
  );
  const room = roundCharacters({ contextTokens, maxOutputTokens }, prompt, offers);
  return {
    ...prompt,
    ...settings,
    model: candidate.model,
    ...(offers.length > 0 && { tools: offers }),
    ...(rounds.length > 0 && {
      rounds: trimRounds(
        rounds.map((round) => roundFor(candidate, round)),
        room,
      ),
    }),
    soFar,
    maxOutputTokens,
    signal,
  };
}

/** What one model thought means nothing to another, and many refuse it. */
function roundFor(candidate: Candidate, { by, ...round }: DoneRound): Round {
  const own = by.provider === candidate.provider.id && by.model === candidate.model;
  return own ? round : { ...round, kept: null };
}

/** What was used is only known at the end. */
function spentIn(candidate: Candidate, { usage, ended }: Attempted): Spent {
  return {
    inputTokens: usage?.inputTokens ?? 0,
    outputTokens: usage?.outputTokens ?? 0,
    costMicros: costOf(candidate, 'type' in ended ? usage : null),
  };
}
