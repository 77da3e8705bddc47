import type { AnswerFacts, AnswerFailure } from '../../shared/message.ts';
import type { StepResult } from '../engines/engine.ts';
import type { ModelEvent, ModelRequest, Turn, Usage } from '../providers/provider.ts';
import type { Clock } from '../run/clock.ts';
import type { Log } from '../run/log.ts';
import type { Trace } from '../run/tracer.ts';
import type { Breaker } from './breaker.ts';
import type { Candidate } from './candidate.ts';
import { costOf as priceOf } from './catalog/cost.ts';
import type { Credentials } from './limits/credentials.ts';
import type { NextAsked } from './limits/consequence.ts';
import { credentialOf } from './limits/limitKey.ts';
import type { Models } from './models.ts';

export type Prompt = { system: string; turns: readonly Turn[] };

/** Somebody waits for it and nobody else can be asked: it may stay in line for longer, and they hear for how long. */
export type Patience = { onWait(waitMs: number): void };

/** Waits so short are told to nobody. */
export const SHORT_WAIT_MS = 2_000;
/** How long a request stays in line: with patience a little longer than a rate by the minute can keep it out. */
export const LONGEST_WAIT_MS = { patient: 65_000, usual: 10_000 } as const;

export type ChainPorts = {
  models: Models;
  clock: Clock;
  log: Log;
  breaker?: Breaker;
  credentials?: Credentials;
  /** Where requests wait for their turn; without, they are made at once. */
  ask?(candidate: Candidate, request: ModelRequest, patience?: Patience): AsyncIterable<ModelEvent>;
  random?: () => number;
  /** Who is told of each attempt. */
  trace?: Trace;
};

/** Whom to ask after the first of these failed. */
export function remaining(left: readonly Candidate[], failed: Candidate, next: NextAsked): Candidate[] {
  const rest = left.slice(1);
  switch (next) {
    case 'nobody':
      return [];
    case 'model':
      return rest;
    case 'provider':
      return rest.filter((candidate) => candidate.provider.id !== failed.provider.id);
    case 'key':
      return rest.filter((candidate) => credentialOf(candidate) !== credentialOf(failed));
    case 'larger':
      return rest.filter((candidate) => candidate.contextTokens > failed.contextTokens);
  }
}

export function unfinished(text: string, failure: AnswerFailure, facts: AnswerFacts | null): StepResult {
  if (text !== '') return { kind: 'cut', text, facts, failure };
  return { kind: 'failed', text, failure, ...(facts !== null && facts.costMicros !== 0 && { facts }) };
}

/** What was used is only known at the end; what is free costs nothing. Null where nobody knows the cost, never 0 for it. */
export function costOf(candidate: Candidate, usage: Usage | null): number | null {
  const { provider, price } = candidate;
  if (provider.demo || (price !== null && 'free' in price)) return 0;
  if (usage === null) return null;
  const cost = priceOf(candidate, usage);
  return 'known' in cost ? cost.known : null;
}

/** Asked anew each time, since it changes while we wait. */
export function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
