import type { Answers, ChatChange, ChatKind, MemberRole } from '../../shared/chat.ts';
import type { SenderKind } from '../../shared/message.ts';
import { chatOf } from './chats.ts';
import { memberOf } from './members.ts';
import { setMembership, type UserSettings } from './settings.ts';
import type { Tx } from './transaction.ts';

export type NewChat = {
  id: string;
  kind: ChatKind;
  title: string;
  goal: string;
  instructions: string;
  answers: Answers;
  createdBy: string;
  /** Both contacts of a direct chat, see `directKey`; null for groups. */
  directKey: string | null;
  members: readonly { contactId: string; kind: SenderKind; role: MemberRole }[];
};

export type NewChatOutcome =
  | { kind: 'created'; change: ChatChange; users: UserSettings[] }
  /** The id or the direct chat is there already. */
  | { kind: 'exists'; id: string; createdBy: string };

/** The same for two contacts whoever of them asks. */
export function directKey(a: string, b: string): string {
  return [a, b].sort().join(':');
}

/** Writes a chat with its members, unless there is one of this id or between these two. */
export async function insertChat(tx: Tx, { members, ...fields }: NewChat): Promise<NewChatOutcome> {
  // Waits for whoever makes the same chat at this moment.
  const { count } = await tx.chat.createMany({ data: fields, skipDuplicates: true });
  if (count === 0) {
    const { id, directKey: key } = fields;
    const existing = await tx.chat.findFirstOrThrow({
      where: key === null ? { id } : { directKey: key },
      select: { id: true, createdBy: true },
    });
    return { kind: 'exists', ...existing };
  }
  const chat = await tx.chat.findUniqueOrThrow({ where: { id: fields.id } });
  const joinedAt = chat.createdAt;
  const rows = await tx.member.createManyAndReturn({
    data: members.map((member) => ({ ...member, chatId: chat.id, joinedAt, version: chat.version })),
  });
  const people = rows.filter((row) => row.kind === 'user').map((row) => row.contactId);
  const users = await setMembership(tx, chat.id, people, true);
  const change = { chatId: chat.id, version: chat.version, chat: chatOf(chat), members: rows.map(memberOf) };
  return { kind: 'created', change, users };
}
