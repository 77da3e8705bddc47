import type { ChatKind, MemberRole, Permissions } from './chat.ts';
import { mayManage } from './memberRights.ts';
import type { Message } from './message.ts';

/** Who wants to do something with a message. */
export type Actor = { userId: string; role: MemberRole };

/** What decides about it; `askedBy` is who asked for an agent's answer, null where nobody is known to have. */
export type Subject = Pick<Message, 'senderId' | 'senderKind' | 'deletedAt' | 'poll' | 'appointment'> & {
  askedBy: string | null;
};

function isOwn({ userId }: Actor, { senderId, senderKind }: Subject): boolean {
  return senderKind === 'user' && senderId === userId;
}

/** The sender, whoever manages the group, and of what an agent wrote also the person who asked for it. */
export function mayWithdraw(actor: Actor, subject: Subject): boolean {
  const asked = subject.senderKind === 'agent' && subject.askedBy === actor.userId;
  return isOwn(actor, subject) || asked || mayManage(actor.role);
}

/** Only the sender changes what a message says; what others have voted or accepted stays as they saw it. */
export function mayEdit(actor: Actor, subject: Subject): boolean {
  const stands = subject.deletedAt === null && subject.poll === undefined && subject.appointment === undefined;
  return stands && isOwn(actor, subject);
}

/** Deletes it for everyone. */
export function mayDelete(actor: Actor, subject: Subject): boolean {
  return subject.deletedAt === null && mayWithdraw(actor, subject);
}

export function mayClosePoll(actor: Actor, subject: Subject): boolean {
  const isOpen = subject.deletedAt === null && subject.poll?.closedAt === null;
  return isOpen && mayWithdraw(actor, subject);
}

export function mayCancelAppointment(actor: Actor, subject: Subject): boolean {
  const stands = subject.deletedAt === null && subject.appointment?.cancelled === false;
  return stands && mayWithdraw(actor, subject);
}

/** Only the sender learns who got a message and when. */
export function mayInform(actor: Actor, subject: Subject): boolean {
  return subject.deletedAt === null && isOwn(actor, subject);
}

type Place = { kind: ChatKind; permissions: Permissions };

/** In a direct chat both may; in a group it says who. */
export function mayWrite(role: MemberRole, { kind, permissions }: Place): boolean {
  return kind === 'direct' || permissions.write === 'everyone' || mayManage(role);
}

export function mayMentionAll(role: MemberRole, { kind, permissions }: Place): boolean {
  return kind === 'direct' || permissions.mentionAll === 'everyone' || mayManage(role);
}
