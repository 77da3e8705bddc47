import { ADDRESS_HEADER } from './auth.ts';

/** Whoever asks over HTTP or opens a socket, before it is known who that is. */
export type Visitor = { address: string; cookie: string | undefined; userAgent: string | undefined };

/** What better-auth is told of a visitor. */
export function headersOf({ address, cookie, userAgent }: Visitor): Headers {
  const headers = new Headers({ [ADDRESS_HEADER]: address });
  if (cookie !== undefined) headers.set('cookie', cookie);
  if (userAgent !== undefined) headers.set('user-agent', userAgent.slice(0, 300));
  return headers;
}
