import type { Pool } from 'pg';
import { type ChatKind, ChatKind as ChatKinds, type ChatSetting, MemberRole, plainSetting } from '../../shared/chat.ts';
import { MessageExtras, type MessageStatus, MessageStatus as Statuses } from '../../shared/message.ts';
import type { Preferences } from '../../shared/preferences.ts';
import type { ChatSetting as SettingRow } from './generated/client.ts';
import { preferencesOf } from './preferences.ts';
import { settingOf } from './settings.ts';

type Queryable = Pick<Pool, 'query'>;

/** A message somebody may be told of. */
export type NoticedMessage = {
  id: string;
  seq: number;
  senderId: string;
  senderKind: 'user' | 'agent';
  text: string;
  status: MessageStatus;
  mentions: string[];
  extras: MessageExtras;
  /** Who wrote what it replies to; null where it is no reply. */
  repliedTo: string | null;
  /** Who asked for it; null where it is no answer. */
  askedBy: string | null;
};

/** A member who has a browser that wants to be told. */
export type NoticedPerson = {
  userId: string;
  role: MemberRole;
  read: number;
  /** Of this chat, and of all that are neither archived nor muted, as the app's badge counts. */
  unread: number;
  unreadTotal: number;
  setting: Omit<ChatSetting, 'chatId'>;
  preferences: Preferences;
};

export type NoticedChat = {
  kind: ChatKind;
  title: string;
  createdBy: string;
  lastSeq: number;
  messages: NoticedMessage[];
  people: NoticedPerson[];
  /** Ids of a direct chat's two contacts. */
  contactIds: string[];
  /** Of the people concerned. */
  names: ReadonlyMap<string, string>;
};

const PEOPLE = `
  select me."contactId" as "userId", me.role, me.read, u.preferences, row_to_json(kept) as setting,
    greatest(0, c."lastSeq" - greatest(me.read, coalesce(kept."clearedSeq", 0))) as unread,
    (
      select coalesce(sum(greatest(0, o."lastSeq" - greatest(mine.read, coalesce(other."clearedSeq", 0)))), 0)::int
      from member mine join chat o on o.id = mine."chatId"
      left join chat_setting other on other."chatId" = mine."chatId" and other."userId" = mine."contactId"
      where mine."contactId" = me."contactId" and mine.kind = 'user' and mine."leftAt" is null
        and not coalesce(other.archived, false) and coalesce(other."mutedUntil", 0) <= extract(epoch from now()) * 1000
    ) as "unreadTotal"
  from member me join chat c on c.id = me."chatId" join "user" u on u.id = me."contactId"
  left join chat_setting kept on kept."chatId" = me."chatId" and kept."userId" = me."contactId"
  where me."chatId" = $1 and me.kind = 'user' and me."leftAt" is null
    and exists (select from push_subscription p where p."userId" = me."contactId")`;

const MESSAGES = `
  select m.id, m.seq, m."senderId", m."senderKind", m.text, m.status, m.mentions, m.extras,
    asked."senderId" as "repliedTo", run."askedBy"
  from message m
  left join message asked on asked.id = m."replyTo" and asked."chatId" = m."chatId"
  left join run on run.id = m."runId"
  where m."chatId" = $1 and (m.seq = any($2) or m.id = any($3)) and m."deletedAt" is null
  order by m.seq`;

type PersonRow = Omit<NoticedPerson, 'setting' | 'preferences' | 'role'> & {
  role: string;
  setting: SettingRow | null;
  preferences: unknown;
};
type MessageRow = Omit<NoticedMessage, 'extras' | 'status'> & { extras: unknown; status: string };

/** What is to be known of a chat to decide whom to tell of these messages; undefined where nobody can be told. */
export async function readNoticed(
  pool: Queryable,
  chatId: string,
  { seqs, messageIds }: { seqs: readonly number[]; messageIds: readonly string[] },
): Promise<NoticedChat | undefined> {
  const people = await pool.query<PersonRow>({ name: 'push-people', text: PEOPLE, values: [chatId] });
  if (people.rows.length === 0) return undefined;
  const chats = await pool.query<{ kind: string; title: string; createdBy: string; lastSeq: number }>(
    'select kind, title, "createdBy", "lastSeq" from chat where id = $1',
    [chatId],
  );
  const [chat] = chats.rows;
  if (chat === undefined) return undefined;
  const messages = await pool.query<MessageRow>({
    name: 'push-messages',
    text: MESSAGES,
    values: [chatId, seqs, messageIds],
  });
  const kind = ChatKinds.parse(chat.kind);
  const contactIds = kind === 'direct' ? await contactsOf(pool, chatId) : [];
  return {
    ...chat,
    kind,
    contactIds,
    messages: messages.rows.map((row) => ({
      ...row,
      status: Statuses.parse(row.status),
      extras: row.extras === null ? {} : MessageExtras.parse(row.extras),
    })),
    people: people.rows.map((row) => ({
      ...row,
      role: MemberRole.parse(row.role),
      setting: row.setting === null ? plainSetting : settingOf({ ...row.setting, pinnedAt: null }),
      preferences: preferencesOf(row.preferences),
    })),
    names: await namesOf(pool, [...contactIds, ...messages.rows.map((row) => row.senderId)]),
  };
}

/** Which of these chats a person has read up to there, or is no longer in. */
export async function readAmong(pool: Queryable, userId: string, upTo: ReadonlyMap<string, number>): Promise<string[]> {
  if (upTo.size === 0) return [];
  const { rows } = await pool.query<{ chatId: string }>(
    `select given.id as "chatId" from unnest($2::text[], $3::int[]) as given(id, seq)
    left join member m on m."chatId" = given.id and m."contactId" = $1 and m.kind = 'user' and m."leftAt" is null
    where m.read is null or m.read >= given.seq`,
    [userId, [...upTo.keys()], [...upTo.values()]],
  );
  return rows.map((row) => row.chatId);
}

/** Unread messages of all chats of a person that are neither archived nor muted. */
export async function readUnreadTotal(pool: Queryable, userId: string): Promise<number> {
  const { rows } = await pool.query<{ total: number }>(
    `select coalesce(sum(greatest(0, c."lastSeq" - greatest(m.read, coalesce(kept."clearedSeq", 0)))), 0)::int as total
    from member m join chat c on c.id = m."chatId"
    left join chat_setting kept on kept."chatId" = m."chatId" and kept."userId" = m."contactId"
    where m."contactId" = $1 and m.kind = 'user' and m."leftAt" is null
      and not coalesce(kept.archived, false) and coalesce(kept."mutedUntil", 0) <= extract(epoch from now()) * 1000`,
    [userId],
  );
  return rows[0]?.total ?? 0;
}

async function contactsOf(pool: Queryable, chatId: string): Promise<string[]> {
  const { rows } = await pool.query<{ contactId: string }>('select "contactId" from member where "chatId" = $1', [
    chatId,
  ]);
  return rows.map((row) => row.contactId);
}

async function namesOf(pool: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ id: string; name: string }>('select id, name from "user" where id = any($1)', [
    [...new Set(ids)],
  ]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
