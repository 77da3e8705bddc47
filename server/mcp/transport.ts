import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { GuardedFetch } from '../net/guardedFetch.ts';
import type { Access } from './access.ts';

/** The way to a server. A program gets of our environment only what every program needs, and what was given for it. */
export function transportTo(
  access: Access,
  { fetch }: { fetch: GuardedFetch },
): StreamableHTTPClientTransport | StdioClientTransport {
  if (access.kind === 'stdio') {
    const { command, args, env } = access;
    return new StdioClientTransport({ command, args, env, stderr: 'ignore' });
  }
  const { token } = access;
  return new StreamableHTTPClientTransport(new URL(access.url), {
    fetch,
    ...(token !== '' && { authProvider: { token: async () => token } }),
  });
}
