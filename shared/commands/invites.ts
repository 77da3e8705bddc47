import * as z from 'zod/mini';
import { Id } from '../ids.ts';
import { Invite, InviteLink } from '../invite.ts';
import { Nothing } from './common.ts';

/** What may be asked of invites. */
export const inviteCommands = {
  /** `chatId` null: into the workspace only. The link is shown this once. */
  'invite:create': {
    input: z.object({
      chatId: z.nullable(Id),
      hours: z.int().check(z.minimum(1), z.maximum(24 * 90)),
      uses: z.int().check(z.minimum(1), z.maximum(1000)),
    }),
    output: InviteLink,
  },
  'invite:list': { input: z.object({ chatId: z.nullable(Id) }), output: z.object({ invites: z.array(Invite) }) },
  'invite:revoke': { input: z.object({ inviteId: Id }), output: Nothing },
  /** A signed-in person follows an invite link: joins its chat. */
  'invite:accept': {
    input: z.object({ token: z.string().check(z.maxLength(200)) }),
    output: z.object({ chatId: z.nullable(Id) }),
  },
} as const;
