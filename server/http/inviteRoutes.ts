import * as z from 'zod/mini';
import type { Invites } from '../auth/invites.ts';
import { limitKey } from '../auth/limitKey.ts';
import type { Limits } from '../auth/limits.ts';
import { parseInput } from './reply.ts';
import type { Route } from './route.ts';

const Params = z.object({ token: z.string().check(z.minLength(1), z.maxLength(200)) });

/** What somebody who follows an invite link sees before signing up. */
export function inviteRoutes({ invites, limits }: { invites: Pick<Invites, 'view'>; limits: Limits }): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/invites/:token',
      async answer({ params, visitor }) {
        const { token } = parseInput(Params, params);
        const view = await limits.guard([['invite', limitKey(visitor.address)]], () => invites.view(token));
        return { data: view };
      },
    },
  ];
}
