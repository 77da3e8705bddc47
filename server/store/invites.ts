import { newId } from '../../shared/ids.ts';
import type { Invite } from '../../shared/invite.ts';
import type { Invite as InviteRow } from './generated/client.ts';
import type { Tx } from './transaction.ts';

type Reader = Pick<Tx, 'invite'>;

export type NewInvite = {
  tokenHash: string;
  chatId: string | null;
  createdBy: string;
  expiresAt: Date;
  maxUses: number;
};

/** Why an invite does not open anything (any more). */
export type InviteFault = 'invite-unknown' | 'invite-revoked' | 'invite-expired' | 'invite-used';

export async function addInvite(tx: Reader, invite: NewInvite): Promise<Invite> {
  return inviteOf(await tx.invite.create({ data: { id: newId(), ...invite } }));
}

type BackedReader = Pick<Tx, 'invite' | 'member' | 'user'>;

/** Who may invite into a chat, or with null into the workspace. */
async function backersOf(reader: BackedReader, chatId: string | null): Promise<ReadonlySet<string>> {
  if (chatId === null) {
    const admins = await reader.user.findMany({ where: { role: 'admin' }, select: { id: true } });
    return new Set(admins.map(({ id }) => id));
  }
  const managing = { kind: 'user', leftAt: null, role: { in: ['owner', 'admin'] } };
  const members = await reader.member.findMany({ where: { chatId, ...managing }, select: { contactId: true } });
  return new Set(members.map(({ contactId }) => contactId));
}

/** Invites into one chat, or those into the workspace only, of those who may still invite; the newest first. */
export async function listInvites(reader: BackedReader, chatId: string | null): Promise<Invite[]> {
  const backers = await backersOf(reader, chatId);
  const rows = await reader.invite.findMany({ where: { chatId }, orderBy: { id: 'desc' } });
  return rows.filter((row) => backers.has(row.createdBy)).map(inviteOf);
}

export async function inviteById(reader: Reader, id: string): Promise<Invite | undefined> {
  const row = await reader.invite.findUnique({ where: { id } });
  return row === null ? undefined : inviteOf(row);
}

/** The invite of a token, and whether who made it still might. */
export type OfferedInvite = Invite & { isBacked: boolean };

export async function inviteByHash(reader: BackedReader, tokenHash: string): Promise<OfferedInvite | undefined> {
  const row = await reader.invite.findUnique({ where: { tokenHash } });
  if (row === null) return undefined;
  const backers = await backersOf(reader, row.chatId);
  return { ...inviteOf(row), isBacked: backers.has(row.createdBy) };
}

/** Withdraws an invite; the first time counts. */
export async function revokeInvite(tx: Reader, id: string): Promise<void> {
  await tx.invite.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date() } });
}

/**
 * Uses an invite up by one within the transaction of what it is used for; undefined where it is not open. The condition
 * stands in the statement itself, so that the last use is given to one person only.
 */
export async function consumeInvite(tx: Tx, tokenHash: string): Promise<Invite | undefined> {
  const rows = await tx.$queryRaw<InviteRow[]>`
    update invite set uses = uses + 1
    where "tokenHash" = ${tokenHash} and "revokedAt" is null and "expiresAt" > now() and uses < "maxUses"
      and (
        exists (select from "user" u where invite."chatId" is null and u.id = invite."createdBy" and u.role = 'admin')
        or exists (
          select from member m where m."chatId" = invite."chatId" and m."contactId" = invite."createdBy"
            and m.kind = 'user' and m."leftAt" is null and m.role in ('owner', 'admin')
        )
      )
    returning *`;
  const [row] = rows;
  return row === undefined ? undefined : inviteOf(row);
}

/**
 * What keeps an invite from being used at `now`; undefined where it is open. One whose maker may no longer invite is as
 * good as withdrawn.
 */
export function inviteFault(invite: OfferedInvite | undefined, now: number): InviteFault | undefined {
  if (invite === undefined) return 'invite-unknown';
  if (invite.revokedAt !== null || !invite.isBacked) return 'invite-revoked';
  if (invite.expiresAt <= now) return 'invite-expired';
  if (invite.uses >= invite.maxUses) return 'invite-used';
  return undefined;
}

function inviteOf(row: InviteRow): Invite {
  return {
    id: row.id,
    chatId: row.chatId,
    createdBy: row.createdBy,
    createdAt: row.createdAt.getTime(),
    expiresAt: row.expiresAt.getTime(),
    maxUses: row.maxUses,
    uses: row.uses,
    revokedAt: row.revokedAt?.getTime() ?? null,
  };
}
