import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { GuardedFetch } from '../net/guardedFetch.ts';
import type { Access } from './access.ts';

/** What we show to a server; `renew` after it was refused, and throws UnauthorizedError where that takes a person. */
export type Ticket = { token(): Promise<string | undefined>; renew(): Promise<void> };

/** The way to a server. A program gets of our environment only what every program needs, and what was given for it. */
export function transportTo(
  access: Access,
  { fetch, ticket }: { fetch: GuardedFetch; ticket(): Ticket },
): StreamableHTTPClientTransport | StdioClientTransport {
  if (access.kind === 'stdio') {
    const { command, args, env } = access;
    return new StdioClientTransport({ command, args, env, stderr: 'ignore' });
  }
  const { token, renew } = ticket();
  return new StreamableHTTPClientTransport(new URL(access.url), {
    fetch,
    authProvider: { token, onUnauthorized: renew },
  });
}
