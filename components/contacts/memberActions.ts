import type { Member, MemberRole } from '../../shared/chat.ts';
import { mayManage, mayRemove, maySetRole } from '../../shared/memberRights.ts';

export type MemberAction = 'makeOwner' | 'makeAdmin' | 'makeMember' | 'remove';

const roleActions = [
  { action: 'makeOwner', role: 'owner' },
  { action: 'makeAdmin', role: 'admin' },
  { action: 'makeMember', role: 'member' },
] as const;

/** Whether somebody of this role names the chat, sets its goal and instructions, adds and invites. */
export function manages(role: MemberRole | undefined): boolean {
  return role !== undefined && mayManage(role);
}

/** What the interface offers to do with a member; the server decides again. */
export function memberActions(mine: MemberRole | undefined, target: Pick<Member, 'kind' | 'role'>): MemberAction[] {
  if (mine === undefined) return [];
  const roles = target.kind === 'agent' ? [] : roleActions;
  const actions: MemberAction[] = roles
    .filter(({ role }) => role !== target.role && maySetRole(mine, target.role, role))
    .map(({ action }) => action);
  return mayRemove(mine, target.role) ? [...actions, 'remove'] : actions;
}
