import { ProtocolError, SdkError, SdkErrorCode, SdkHttpError, UnauthorizedError } from '@modelcontextprotocol/client';
import { plainOf } from '../../agents/tools/mcp/words.ts';
import type { ConnectionFailure } from '../../shared/connection.ts';
import { NotFetched } from '../net/fetchPublic.ts';

/**
 * Why a server did not do what it was asked: it wants a person to sign in; its session is over and nothing was done; or
 * something else, with the server's own words, which are a stranger's, where it said some.
 */
export type Trouble =
  | { kind: 'sign-in' }
  | { kind: 'session-over' }
  | { kind: 'failed'; failure: Exclude<ConnectionFailure, 'unreadable-key'>; said: string };

const SAID = 300;

export function troubleOf(error: unknown): Trouble {
  const causes = causesOf(error);
  const failed = (failure: Extract<Trouble, { kind: 'failed' }>['failure'], said = ''): Trouble => {
    return { kind: 'failed', failure, said: plainOf(said, SAID) };
  };
  const refused = causes.find((cause) => cause instanceof NotFetched);
  if (refused !== undefined) return refused.why === 'refused' ? failed('refused') : failed('failed', refused.message);
  for (const cause of causes) {
    if (UnauthorizedError.isInstance(cause)) return { kind: 'sign-in' };
    if (SdkHttpError.isInstance(cause)) {
      if (cause.status === 401 || cause.status === 403) return { kind: 'sign-in' };
      if (cause.status === 404) return { kind: 'session-over' };
      return failed('failed', `HTTP ${cause.status}`);
    }
    if (SdkError.isInstance(cause) && cause.code === SdkErrorCode.RequestTimeout) return failed('timeout');
    if (ProtocolError.isInstance(cause)) return failed('failed', cause.message);
    if (cause instanceof DOMException && cause.name === 'TimeoutError') return failed('timeout');
  }
  return failed('unreachable');
}

function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let cause = error; cause !== undefined && causes.length < 8; ) {
    causes.push(cause);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return causes;
}
