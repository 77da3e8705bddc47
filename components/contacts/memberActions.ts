import type { Member, MemberRole } from '../../shared/chat.ts';

export type MemberAction = 'makeOwner' | 'makeAdmin' | 'makeMember' | 'remove';

/** Whether somebody of this role names the chat, sets its goal and instructions, adds and invites. */
export function manages(role: MemberRole | undefined): boolean {
  return role === 'owner' || role === 'admin';
}

/** What the interface offers to do with a member; the server decides again. */
export function memberActions(mine: MemberRole | undefined, target: Pick<Member, 'kind' | 'role'>): MemberAction[] {
  if (!manages(mine)) return [];
  const above = mine === 'owner' || target.role === 'member';
  if (target.kind === 'agent') return ['remove'];
  const roles: MemberAction[] = [];
  if (mine === 'owner' && target.role !== 'owner') roles.push('makeOwner');
  if (above && target.role !== 'admin') roles.push('makeAdmin');
  if (mine === 'owner' && target.role !== 'member') roles.push('makeMember');
  return above ? [...roles, 'remove'] : roles;
}
