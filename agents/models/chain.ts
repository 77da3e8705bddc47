import type { AnswerFacts, AnswerFailure } from '../../shared/message.ts';
import type { StepResult } from '../engines/engine.ts';
import { type Fault, type ModelEvent, ProviderError, type Turn, type Usage } from '../providers/provider.ts';
import type { Clock } from '../run/clock.ts';
import type { Log } from '../run/log.ts';
import { failureOf, nextAttempt } from './attempt.ts';
import type { Breaker } from './breaker.ts';
import type { Candidate } from './candidate.ts';
import { costOf as priceOf } from './catalog/cost.ts';
import type { Models } from './models.ts';

export type Prompt = { system: string; turns: readonly Turn[] };

export type ChainRequest = {
  candidates: readonly Candidate[];
  /** The conversation, cut to what this model can hold. */
  prompt(candidate: Candidate): Prompt;
  soFar: string;
  maxOutputTokens: number;
  signal: AbortSignal;
  onText(text: string): void;
};

export type ChainPorts = {
  models: Models;
  clock: Clock;
  log: Log;
  breaker?: Breaker;
  random?: () => number;
};

/** Faults that tell of a model in trouble, rather than of us, our key or our request. */
export const TROUBLE: readonly Fault[] = ['overloaded', 'unreachable', 'timeout', 'cut-short'];

type Finish = Extract<ModelEvent, { type: 'done' }>['finish'];

/** How one attempt went: what it added, and either its end or its fault. */
type Attempted = {
  added: string;
  firstTokenAt: number | null;
  usage: Usage | null;
  ended: { finish: Finish; model: string } | { error: ProviderError };
};

/**
 * Asks one model after the other until one answers, as `nextAttempt` decides; nothing is tried any more once text was
 * shown. A model that fails most of the time is passed over while there is another. Never throws: what a provider does wrong becomes the result, and text that came is kept in it. An answer
 * without a word counts as cut short.
 */
export async function answer(request: ChainRequest, ports: ChainPorts): Promise<StepResult> {
  const startedAt = ports.clock.now();
  const random = ports.random ?? Math.random;
  let left = [...request.candidates];
  let tries = 0;
  let failure: AnswerFailure | null = null;

  for (let candidate = left[0]; candidate !== undefined; candidate = left[0]) {
    if (tries === 0 && left.length > 1 && ports.breaker?.allows(candidate.name) === false) {
      failure ??= 'overloaded';
      left = left.slice(1);
      continue;
    }
    tries += 1;
    const attempted = await attempt(candidate, request, ports.clock);
    const text = request.soFar + attempted.added;
    const facts = () => factsOf(candidate, attempted, { startedAt, now: ports.clock.now() });

    if ('finish' in attempted.ended) {
      ports.models.succeeded(candidate.provider.id);
      ports.breaker?.record(candidate.name, true);
      return finished(attempted.ended.finish, text, facts());
    }
    const { error } = attempted.ended;
    if (error.fault === 'aborted' || isAborted(request.signal)) {
      return { kind: 'stopped', text, facts: attempted.added === '' ? null : facts() };
    }
    ports.models.failed(candidate.provider.id, error);
    if (TROUBLE.includes(error.fault)) ports.breaker?.record(candidate.name, false);
    ports.log.warn(
      { provider: candidate.provider.id, model: candidate.model, fault: error.fault, tries, err: error },
      'a model did not answer',
    );
    failure ??= failureOf(error.fault);

    const shown = attempted.added !== '';
    const next = nextAttempt({ fault: error.fault, shown, tries, retryAfterMs: error.retryAfterMs }, random());
    if (next.do === 'end') {
      return unfinished(text, failureOf(error.fault), shown ? facts() : null);
    }
    if (next.do === 'again') {
      await ports.clock.sleep(next.waitMs, request.signal);
      if (isAborted(request.signal)) return { kind: 'stopped', text, facts: null };
    } else {
      left = remaining(left, candidate, next.skip);
      tries = 0;
    }
  }
  return unfinished(request.soFar, failure ?? 'no-model', null);
}

async function attempt(candidate: Candidate, request: ChainRequest, clock: Clock): Promise<Attempted> {
  const attempted: Attempted = {
    added: '',
    firstTokenAt: null,
    usage: null,
    ended: { error: new ProviderError('cut-short', 'The stream ended before the answer did.') },
  };
  try {
    const events = candidate.provider.stream({
      ...request.prompt(candidate),
      model: candidate.model,
      soFar: request.soFar,
      maxOutputTokens: Math.min(request.maxOutputTokens, Math.floor(candidate.contextTokens / 4)),
      signal: request.signal,
    });
    for await (const event of events) {
      if (event.type === 'text' && event.text !== '') {
        attempted.firstTokenAt ??= clock.now();
        attempted.added += event.text;
        request.onText(event.text);
      }
      if (event.type === 'usage') attempted.usage = event.usage;
      if (event.type === 'done') {
        attempted.usage = event.usage;
        const empty = event.finish === 'complete' && request.soFar + attempted.added === '';
        if (!empty) attempted.ended = event;
      }
    }
  } catch (cause) {
    const error =
      cause instanceof ProviderError ? cause : new ProviderError('internal', 'The provider failed.', { cause });
    return { ...attempted, ended: { error } };
  }
  return attempted;
}

export function remaining(left: Candidate[], failed: Candidate, skip: 'model' | 'provider' | 'smaller'): Candidate[] {
  const rest = left.slice(1);
  switch (skip) {
    case 'model':
      return rest;
    case 'provider':
      return rest.filter((candidate) => candidate.provider.id !== failed.provider.id);
    case 'smaller':
      return rest.filter((candidate) => candidate.contextTokens > failed.contextTokens);
  }
}

function finished(finish: Finish, text: string, facts: AnswerFacts): StepResult {
  switch (finish) {
    case 'complete':
      return { kind: 'complete', text, facts };
    case 'length':
      return { kind: 'cut', text, facts, failure: 'cut-short' };
    case 'refused':
      return unfinished(text, 'refused', facts);
    // Nothing was offered to call.
    case 'calls':
      return unfinished(text, 'internal', facts);
  }
}

export function unfinished(text: string, failure: AnswerFailure, facts: AnswerFacts | null): StepResult {
  return text === '' ? { kind: 'failed', text, failure } : { kind: 'cut', text, facts, failure };
}

function factsOf(candidate: Candidate, attempted: Attempted, time: { startedAt: number; now: number }): AnswerFacts {
  const done = 'finish' in attempted.ended;
  const usage = attempted.usage ?? { inputTokens: 0, outputTokens: 0 };
  return {
    provider: candidate.provider.id,
    model: 'finish' in attempted.ended ? attempted.ended.model : candidate.model,
    demo: candidate.provider.demo,
    durationMs: time.now - time.startedAt,
    firstTokenMs: attempted.firstTokenAt === null ? null : attempted.firstTokenAt - time.startedAt,
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    costMicros: costOf(candidate, done ? attempted.usage : null),
  };
}

/** What was used is only known at the end; the demo costs nothing. */
export function costOf(candidate: Candidate, usage: Usage | null): number | null {
  if (candidate.provider.demo) return 0;
  if (usage === null) return null;
  const cost = priceOf(candidate, usage);
  return 'known' in cost ? cost.known : null;
}

/** Asked anew each time, since it changes while we wait. */
export function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
