import type { AnswerFailure } from '../../shared/message.ts';
import type { ToldRate } from './toldRate.ts';

/** One turn of the conversation as a model sees it. */
export type Turn = { role: 'user' | 'assistant'; text: string };

/** A tool as a model is told of it; `parameters` is a JSON schema of an object. */
export type ToolOffer = { name: string; about: string; parameters: Record<string, unknown> };

/**
 * What a model wants done. `input` is what it wrote, parsed as JSON; null where that was none, for which `text` has it.
 * `withheld`: there was a secret in it, which was taken out, and so it is not done.
 */
export type ToolCall = { id: string; name: string; input: unknown; text: string; withheld?: boolean | undefined };

/** What came of a call, as the model is told. */
export type CallResult = { callId: string; text: string; failed: boolean };

/**
 * A turn of this answer that ended in calls, and what came of them; or one without, that people said more after. `kept` is what its provider wants back unchanged
 * (such as signed thoughts); it means nothing to another one, which is not given it.
 */
export type Round = {
  text: string;
  calls: readonly ToolCall[];
  results: readonly CallResult[];
  kept: { provider: string; model: string; content: unknown } | null;
  /** What people said before the next turn. */
  added?: string;
};

export type ModelRequest = {
  model: string;
  system: string;
  turns: readonly Turn[];
  /** What the model may call; none without. */
  tools?: readonly ToolOffer[];
  /** What it has called for this answer so far, after `turns`. */
  rounds?: readonly Round[];
  /** How much it may think before it writes; as its provider has it without. */
  effort?: 'none' | 'low' | 'medium' | 'high';
  /** Its answer is JSON of this schema. */
  schema?: { name: string; schema: Record<string, unknown> };
  /** Requests of one conversation say the same here, so that what they begin with is read once. */
  cacheKey?: string;
  /** Text that people have seen already, after that of the rounds; the model goes on after it and does not repeat it. */
  soFar: string;
  maxOutputTokens: number;
  signal: AbortSignal;
  /** Hears what its provider says it lets through in a minute, where it does. */
  onRate?: (rate: ToldRate) => void;
};

/**
 * `inputTokens` are all of them; `cachedInputTokens` those among them that were read before, `cacheWriteTokens` those that
 * were stored for later.
 */
export type Usage = {
  inputTokens: number;
  outputTokens: number;
  cachedInputTokens?: number;
  cacheWriteTokens?: number;
  thinkingTokens?: number;
};

/**
 * `usage`: what is known of it before the end, so that a stopped answer is counted too. `length`: the model hit its
 * output limit, so the answer is cut. `calls`: it waits for what it called, each of which came whole as a `call`, and
 * `kept` goes back with them. A stream that ends without `done` is a fault. The model in `done` is what the
 * provider says it used; its usage is null where the provider does not tell.
 */
export type ModelEvent =
  | { type: 'text'; text: string }
  | { type: 'thought'; text: string }
  | { type: 'call'; call: ToolCall }
  | { type: 'source'; source: { url: string; title: string } }
  | { type: 'usage'; usage: Usage }
  | {
      type: 'done';
      finish: 'complete' | 'length' | 'refused' | 'calls';
      usage: Usage | null;
      model: string;
      kept?: Round['kept'];
    };

/** What went wrong at a provider, classified once, here; retry, fallback and words follow from it. */
export type Fault = Exclude<AnswerFailure, 'no-model' | 'no-local-model' | 'interrupted'> | 'bad-request' | 'aborted';

export class ProviderError extends Error {
  readonly fault: Fault;
  readonly retryAfterMs: number | undefined;
  constructor(fault: Fault, message: string, options?: { cause?: unknown; retryAfterMs?: number }) {
    super(message, { cause: options?.cause });
    this.name = 'ProviderError';
    this.fault = fault;
    this.retryAfterMs = options?.retryAfterMs;
  }
}

/** Who serves models. Throws ProviderError only. */
export interface Provider {
  readonly id: string;
  /** True for the built-in demo, which is no model and says so. */
  readonly demo: boolean;
  /** Another one for another key, which it tells nothing of; none where there is no key. */
  readonly credential?: string;
  /** Its models that think can be told how much. */
  readonly takesEffort?: true;
  stream(request: ModelRequest): AsyncIterable<ModelEvent>;
  /** The ids of the models it offers; throws where it can't be reached or the key is refused. */
  models(signal: AbortSignal): Promise<string[]>;
}
