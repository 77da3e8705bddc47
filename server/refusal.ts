import type { ErrorCode, Failure } from '../shared/reply.ts';

/** Thrown where something asked for is not done; the edges turn it into the answer. Not a fault: it is not logged. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ErrorCode;
  readonly reason: string | undefined;
  readonly retryAfterMs: number | undefined;

  /** `message` is plain English and is sent to the client; `reason` tells cases of one code apart. */
  constructor(code: ErrorCode, message: string, more: { reason?: string; retryAfterMs?: number } = {}) {
    super(message);
    this.code = code;
    this.reason = more.reason;
    this.retryAfterMs = more.retryAfterMs;
  }

  toFailure(): Failure {
    const failure: Failure = { ok: false, code: this.code, message: this.message };
    if (this.reason !== undefined) failure.reason = this.reason;
    if (this.retryAfterMs !== undefined) failure.retryAfterMs = this.retryAfterMs;
    return failure;
  }
}

/** Strangers and former members are told the same as if the chat did not exist. */
export function noSuchChat(): Refusal {
  return new Refusal('not-found', 'There is no such chat, or you are not a member of it.', { reason: 'chat' });
}
