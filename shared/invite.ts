import * as z from 'zod/mini';
import { Id } from './ids.ts';

export const Invite = z.object({
  id: Id,
  chatId: z.nullable(Id),
  createdBy: Id,
  createdAt: z.int(),
  expiresAt: z.int(),
  maxUses: z.int(),
  uses: z.int(),
  revokedAt: z.nullable(z.int()),
});
export type Invite = z.infer<typeof Invite>;

export const InviteLink = z.object({ invite: Invite, url: z.string() });
export type InviteLink = z.infer<typeof InviteLink>;
