import type { AnswerFailure } from '../../shared/message.ts';

/** One turn of the conversation as a model sees it. */
export type Turn = { role: 'user' | 'assistant'; text: string };

export type ModelRequest = {
  model: string;
  system: string;
  turns: readonly Turn[];
  /** Text of this answer that people have seen already; the model goes on after it and does not repeat it. */
  soFar: string;
  maxOutputTokens: number;
  signal: AbortSignal;
};

export type Usage = { inputTokens: number; outputTokens: number };

/**
 * `usage`: what is known of it before the end, so that a stopped answer is counted too. `length`: the model hit its
 * output limit, so the answer is cut. A stream that ends without `done` is a fault. The model in `done` is what the
 * provider says it used; its usage is null where the provider does not tell.
 */
export type ModelEvent =
  | { type: 'text'; text: string }
  | { type: 'usage'; usage: Usage }
  | { type: 'done'; finish: 'complete' | 'length' | 'refused'; usage: Usage | null; model: string };

/** What went wrong at a provider, classified once, here; retry, fallback and words follow from it. */
export type Fault = Exclude<AnswerFailure, 'no-model' | 'interrupted'> | 'bad-request' | 'aborted';

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
  stream(request: ModelRequest): AsyncIterable<ModelEvent>;
  /** The ids of the models it offers; throws where it can't be reached or the key is refused. */
  models(signal: AbortSignal): Promise<string[]>;
}
