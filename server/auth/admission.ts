import { Refusal } from '../refusal.ts';
import type { PrismaClient } from '../store/database.ts';
import { consumeInvite, type InviteFault, inviteByHash, inviteFault } from '../store/invites.ts';
import type { Tx } from '../store/transaction.ts';
import { addUser, type NewUser, userOf } from '../store/users.ts';
import { changeWorkspace, makeWorkspace, readWorkspace } from '../store/workspace.ts';

/** What a workspace is called until its admin gives it a name. */
const FIRST_NAME = 'Waggle';

type Reader = Pick<PrismaClient, 'workspace' | 'invite' | 'member' | 'user'>;

/** Throws the Refusal that a sign-up would end in, before its costly part; what counts is decided by `admit`. */
export async function checkAdmission(reader: Reader, tokenHash: string | undefined): Promise<void> {
  const workspace = await readWorkspace(reader);
  if (workspace === undefined) return;
  if (tokenHash === undefined) {
    if (!workspace.openSignUp) throw inviteNeeded();
    return;
  }
  const fault = inviteFault(await inviteByHash(reader, tokenHash), Date.now());
  if (fault !== undefined) throw inviteRefused(fault);
}

/**
 * Makes an account: the first one is the admin's and makes the workspace, later ones need an invite or open sign-up.
 * Throws to undo everything, so that an invite is used up only by an account that exists.
 */
export async function admit(tx: Tx, newUser: Omit<NewUser, 'role'>, tokenHash: string | undefined) {
  const isFirst = await makeWorkspace(tx, FIRST_NAME);
  const chatId = isFirst ? null : await enter(tx, tokenHash);
  const row = await addUser(tx, { ...newUser, role: isFirst ? 'admin' : 'member' });
  if (row === undefined) {
    throw new Refusal('conflict', 'There is an account with this email already.', { reason: 'email-taken' });
  }
  await changeWorkspace(tx);
  return { user: userOf(row), chatId };
}

async function enter(tx: Tx, tokenHash: string | undefined): Promise<string | null> {
  if (tokenHash === undefined) {
    const workspace = await readWorkspace(tx);
    if (workspace?.openSignUp !== true) throw inviteNeeded();
    return null;
  }
  const invite = await consumeInvite(tx, tokenHash);
  if (invite !== undefined) return invite.chatId;
  const fault = inviteFault(await inviteByHash(tx, tokenHash), Date.now());
  throw inviteRefused(fault ?? 'invite-expired');
}

function inviteNeeded(): Refusal {
  return new Refusal('forbidden', 'An invite is needed to join this workspace.', { reason: 'invite-needed' });
}

const WORDS: Readonly<Record<InviteFault, string>> = {
  'invite-unknown': 'This invite link is not valid.',
  'invite-revoked': 'This invite has been withdrawn.',
  'invite-expired': 'This invite has expired.',
  'invite-used': 'This invite has been used up.',
};

export function inviteRefused(fault: InviteFault): Refusal {
  return new Refusal(fault === 'invite-unknown' ? 'not-found' : 'forbidden', WORDS[fault], { reason: fault });
}
