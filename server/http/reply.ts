import type * as mini from 'zod/mini';
import type { ErrorCode, Failure } from '../../shared/reply.ts';
import { Refusal } from '../refusal.ts';
import { isOutage } from '../store/outage.ts';

const STATUS = {
  'bad-input': 400,
  protocol: 400,
  'signed-out': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'rate-limited': 429,
  internal: 500,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>;

export function statusOf(failure: Failure): (typeof STATUS)[ErrorCode] {
  return STATUS[failure.code];
}

/** The answer to whoever asked when something was thrown; `isFault` where it is ours and belongs into the log. */
export function failureOf(error: unknown): { failure: Failure; isFault: boolean } {
  if (error instanceof Refusal) return { failure: error.toFailure(), isFault: false };
  const failure: Failure = isOutage(error)
    ? { ok: false, code: 'unavailable', message: 'The database does not answer.' }
    : { ok: false, code: 'internal', message: 'Something went wrong on the server.' };
  return { failure, isFault: true };
}

/** Parses what came from outside; throws a Refusal that names the first wrong place and not what stands there. */
export function parseInput<T>(schema: mini.ZodMiniType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
  throw new Refusal('bad-input', place === '' ? 'The input is wrong.' : `The input is wrong at ${place}.`, {
    ...(place === '' ? {} : { reason: place }),
  });
}
