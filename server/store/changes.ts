import type { ChatChange } from '../../shared/chat.ts';
import { chatOf } from './chats.ts';
import type { Database } from './database.ts';
import type { Chat as ChatRow, Prisma } from './generated/client.ts';
import type { UserSettings } from './settings.ts';
import type { Tx } from './transaction.ts';

/** A chat whose row is locked, about to change. */
export type Writing = {
  tx: Tx;
  /** As it stands before the change. */
  chat: Readonly<ChatRow>;
  /** Every row the change touches is stamped with this. */
  version: number;
  /** Takes the next sequence number, for a new message. */
  takeSeq(): number;
};

type OwnField =
  | 'wordsBy'
  | 'title'
  | 'goal'
  | 'instructions'
  | 'answers'
  | 'description'
  | 'permissions'
  | 'linkPreviews'
  | 'localOnly'
  | 'pins';

/** What a change wrote: all rows it touched, as they go over the wire, and what it did to people's own state. */
export type Written = Omit<ChatChange, 'chatId' | 'version' | 'chat'> & {
  /** New values of the chat's own fields; they are written with the change. */
  chat?: Pick<Prisma.ChatUpdateInput, OwnField>;
  users?: UserSettings[];
  /** People whose sockets hear the chat from now on, or no longer. */
  joined?: readonly string[];
  left?: readonly string[];
};

export type ChangeOutcome =
  | { kind: 'changed'; change: ChatChange; users: UserSettings[]; joined: readonly string[]; left: readonly string[] }
  /** `write` found nothing to do; `version` is the one the chat has. */
  | { kind: 'unchanged'; version: number }
  | { kind: 'no-chat' };

/**
 * One durable change of a chat: locks it, lets `write` touch rows under its next version, and raises the chat's counters,
 * all in one transaction. `write` returns null where there is nothing to do, and throws to undo everything; it may be
 * run again, so apart from `tx` it must have no effects.
 */
export function writeChange(
  database: Pick<Database, 'transaction'>,
  chatId: string,
  write: (writing: Writing) => Promise<Written | null>,
): Promise<ChangeOutcome> {
  return database.transaction(async (tx): Promise<ChangeOutcome> => {
    const [chat] = await tx.$queryRaw<ChatRow[]>`select * from chat where id = ${chatId} for no key update`;
    if (chat === undefined) return { kind: 'no-chat' };
    const version = chat.version + 1;
    let lastSeq = chat.lastSeq;
    const takeSeq = () => {
      lastSeq += 1;
      return lastSeq;
    };
    const written = await write({ tx, chat, version, takeSeq });
    if (written === null) return { kind: 'unchanged', version: chat.version };
    const { chat: fields, users = [], joined = [], left = [], ...rows } = written;
    checkStamps(rows, version);
    const stamp = fields === undefined ? chat.stamp : version;
    const raised = await tx.chat.update({ where: { id: chatId }, data: { ...fields, version, lastSeq, stamp } });
    const change: ChatChange = { chatId, version, ...rows };
    if (fields !== undefined) change.chat = chatOf(raised);
    return { kind: 'changed', change, users, joined, left };
  });
}

/** A row told under another version than it is stored with would be lost to whoever syncs. */
function checkStamps(rows: Pick<ChatChange, 'members' | 'messages' | 'runs'>, version: number): void {
  for (const row of [...(rows.members ?? []), ...(rows.messages ?? []), ...(rows.runs ?? [])]) {
    if (row.version !== version) throw new Error(`a row of version ${row.version} in a change of version ${version}`);
  }
}
