import type { Member, MemberRole, Permissions } from './chat.ts';

const RANK: Readonly<Record<MemberRole, number>> = { owner: 2, admin: 1, member: 0 };

/** Owners and admins name the chat, set its goal, instructions and permissions, and add members. */
export function mayManage(actor: MemberRole): boolean {
  return RANK[actor] >= RANK.admin;
}

/** Who adds members: those who manage, or everybody where the group says so. */
export function mayAdd(actor: MemberRole, permissions: Pick<Permissions, 'addMembers'>): boolean {
  return permissions.addMembers === 'everyone' || mayManage(actor);
}

/** Whoever manages removes those below, and owners also each other. */
export function mayRemove(actor: MemberRole, target: MemberRole): boolean {
  return mayManage(actor) && (actor === 'owner' || RANK[target] < RANK[actor]);
}

/** Owners give every role; admins make members admins. */
export function maySetRole(actor: MemberRole, target: MemberRole, role: MemberRole): boolean {
  return actor === 'owner' || (actor === 'admin' && target === 'member' && role !== 'owner');
}

type Standing = Pick<Member, 'contactId' | 'kind' | 'role' | 'joinedAt' | 'leftAt'>;

/**
 * Who becomes owner when this person goes or gives the role up: nobody as long as another owner stays, else the
 * longest-standing admin, else the longest-standing person.
 */
export function successor<T extends Standing>(members: readonly T[], going: string): T | undefined {
  const staying = members.filter((m) => m.kind === 'user' && m.leftAt === null && m.contactId !== going);
  const goes = members.find((member) => member.contactId === going);
  if (goes?.role !== 'owner' || staying.some((member) => member.role === 'owner')) return undefined;
  return staying.toSorted(
    (a, b) => RANK[b.role] - RANK[a.role] || a.joinedAt - b.joinedAt || (a.contactId < b.contactId ? -1 : 1),
  )[0];
}
