import type { CommandInput } from '../../shared/command.ts';
import type { InviteView } from '../../shared/http.ts';
import type { Invite } from '../../shared/invite.ts';
import { mayManage } from '../../shared/memberRights.ts';
import type { Members } from '../chat/members.ts';

import { noSuchChat, Refusal } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import { chatTitle, groupForInvite } from '../store/inviteChats.ts';
import {
  addInvite,
  consumeInvite,
  inviteByHash,
  inviteById,
  inviteFault,
  listInvites,
  revokeInvite,
} from '../store/invites.ts';
import { isAdmin, userById } from '../store/users.ts';
import { readWorkspace } from '../store/workspace.ts';
import { inviteRefused } from './admission.ts';
import { hashToken, newToken } from './token.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Invites into the workspace are its admins' affair, those into a chat the affair of that chat's owners and admins. */
export interface Invites {
  /** The token is given out this once. */
  create(userId: string, input: CommandInput<'invite:create'>): Promise<{ invite: Invite; token: string }>;
  list(userId: string, chatId: string | null): Promise<Invite[]>;
  revoke(userId: string, inviteId: string): Promise<void>;
  /** What a stranger with the link may know. */
  view(token: string): Promise<InviteView>;
  /** Lets somebody who has an account into the invite's chat; whoever is in already uses nothing up. */
  accept(userId: string, token: string): Promise<{ chatId: string | null }>;
}

type Parts = { database: Database; members: Pick<Members, 'join'> };

export function createInvites({ database, members }: Parts): Invites {
  const { prisma } = database;

  async function requireRight(userId: string, chatId: string | null): Promise<void> {
    if (chatId === null) {
      if (await isAdmin(prisma, userId)) return;
      throw new Refusal('forbidden', 'Only admins of the workspace may do this.', { reason: 'role' });
    }
    const group = await groupForInvite(prisma, chatId, userId);
    if (group === undefined) throw noSuchChat();
    if (group.kind === 'direct') {
      throw new Refusal('forbidden', 'A direct chat stays between its two contacts.', { reason: 'direct' });
    }
    if (!mayManage(group.role)) {
      throw new Refusal('forbidden', 'Your role in this chat does not allow this.', { reason: 'role' });
    }
  }

  async function openInvite(token: string): Promise<Invite> {
    const invite = await inviteByHash(prisma, hashToken(token));
    const fault = inviteFault(invite, Date.now());
    if (invite === undefined || fault !== undefined) throw inviteRefused(fault ?? 'invite-unknown');
    return invite;
  }

  return {
    async create(userId, { chatId, hours, uses }) {
      await requireRight(userId, chatId);
      const token = newToken();
      const expiresAt = new Date(Date.now() + hours * HOUR_MS);
      const invite = { tokenHash: hashToken(token), chatId, createdBy: userId, expiresAt, maxUses: uses };
      return { invite: await addInvite(prisma, invite), token };
    },

    async list(userId, chatId) {
      await requireRight(userId, chatId);
      return listInvites(prisma, chatId);
    },

    async revoke(userId, inviteId) {
      const invite = await inviteById(prisma, inviteId);
      if (invite === undefined) throw noSuchInvite();
      // Who may not see an invite learns nothing of it.
      await requireRight(userId, invite.chatId).catch((error: unknown) => {
        throw error instanceof Refusal ? noSuchInvite() : error;
      });
      await revokeInvite(prisma, inviteId);
    },

    async view(token) {
      const invite = await openInvite(token);
      const workspace = await readWorkspace(prisma);
      const inviter = await userById(prisma, invite.createdBy);
      const title = invite.chatId === null ? undefined : await chatTitle(prisma, invite.chatId);
      return { workspace: workspace?.name ?? '', chat: title ?? null, invitedBy: inviter?.name ?? '' };
    },

    async accept(userId, token) {
      const tokenHash = hashToken(token);
      const invite = await inviteByHash(prisma, tokenHash);
      if (invite === undefined) throw inviteRefused('invite-unknown');
      if (invite.chatId === null) {
        await openInvite(token);
        return { chatId: null };
      }
      await members.join(userId, invite.chatId, async (tx) => {
        if ((await consumeInvite(tx, tokenHash)) !== undefined) return;
        throw inviteRefused(inviteFault(await inviteByHash(tx, tokenHash), Date.now()) ?? 'invite-expired');
      });
      return { chatId: invite.chatId };
    },
  };
}

function noSuchInvite(): Refusal {
  return new Refusal('not-found', 'There is no such invite.', { reason: 'invite' });
}
