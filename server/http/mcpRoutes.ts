import * as z from 'zod/mini';
import type { Sessions } from '../auth/sessions.ts';
import type { SignIn } from '../mcp/signIn.ts';
import { parseInput } from './reply.ts';
import { requirePerson, type Route } from './route.ts';

/** Where people come back to from signing in at a connected server. */
export const MCP_CALLBACK = '/api/mcp/callback';

const Text = z.string().check(z.maxLength(4_000));
const Returned = z.object({ state: Text, code: z.optional(Text), iss: z.optional(Text) });

export function mcpRoutes({ sessions, signIn }: { sessions: Sessions; signIn: Pick<SignIn, 'end'> }): Route[] {
  return [
    {
      method: 'GET',
      path: MCP_CALLBACK,
      async answer({ query, visitor }) {
        const person = await requirePerson(sessions, visitor);
        await signIn.end(person, parseInput(Returned, query));
        return new Response(null, {
          status: 303,
          headers: { location: '/settings/connections', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
        });
      },
    },
  ];
}
