import type { Member } from '../../shared/chat.ts';
import type { Message } from '../../shared/message.ts';
import type { Run } from '../../shared/run.ts';
import { SYNC_ROWS, type UserState } from '../../shared/sync.ts';
import type { Chat as ChatRow, ChatSetting as SettingRow, Member as MemberRow } from './generated/client.ts';
import type { MessageMark as MarkRow, Message as MessageRow } from './generated/client.ts';
import { markOf } from './marks.ts';
import { memberOf } from './members.ts';
import { MESSAGE_BYTES, shownMessages, type Unreadable } from './messages.ts';
import { RUN_WITH_STEPS, runOfJoined } from './runViews.ts';
import { preferencesOf } from './preferences.ts';
import { settingOf } from './settings.ts';
import type { Reader } from './snapshot.ts';

type RunRow = Parameters<typeof runOfJoined>[0];

/** A chat of the person, the version the client has of it, and how many rows of how much text changed since. */
export type SyncedChat = ChatRow & { since: number; changedMessages: number; changedRuns: number; bytes: number };

/**
 * The chats of a person, the one written to last first. Messages and runs changed since are counted as far as it
 * matters: up to one more than SYNC_ROWS each.
 */
export async function readSyncedChats(
  reader: Reader,
  userId: string,
  known: Readonly<Record<string, number>>,
): Promise<SyncedChat[]> {
  const { rows } = await reader.query<SyncedChat>({
    name: 'synced-chats',
    text: `select c.*, coalesce(k.since, 0) as since, messages.count as "changedMessages",
      runs.count as "changedRuns", messages.bytes
    from member me join chat c on c.id = me."chatId"
    left join unnest($2::text[], $3::int[]) as k(id, since) on k.id = c.id
    left join message latest on latest."chatId" = c.id and latest.seq = c."lastSeq"
    cross join lateral (
      select count(*)::int, coalesce(sum(m.bytes), 0)::int as bytes from (
        select ${MESSAGE_BYTES} as bytes from message where k.since > 0 and "chatId" = c.id and version > k.since limit ${SYNC_ROWS + 1}
      ) as m
    ) as messages
    cross join lateral (
      select count(*)::int from (
        select from run where k.since > 0 and "chatId" = c.id and version > k.since limit ${SYNC_ROWS + 1}
      ) as r
    ) as runs
    where me."contactId" = $1 and me.kind = 'user' and me."leftAt" is null
    order by coalesce(latest."createdAt", c."createdAt") desc, c.id desc`,
    values: [userId, Object.keys(known), Object.values(known)],
  });
  return rows;
}

/** About how long the messages of one chat's last page are at most, and those of all such pages of one answer. */
const PAGE_BYTES = 250_000;
const PAGES_BYTES = 8_000_000;

/** Rows of several chats: those changed since a version, or those of the last page. */
export type Since = readonly { chatId: string; since: number }[];
export type Pages = readonly { chatId: string; messages: number }[];

// `offset 0` keeps these lookups of one chat after the other: a plan that is kept for few chats and for many would read
// the whole table.

export async function readChangedMembers(reader: Reader, since: Since): Promise<Member[]> {
  if (since.length === 0) return [];
  const { rows } = await reader.query<MemberRow>({
    name: 'changed-members',
    text: `select m.* from unnest($1::text[], $2::int[]) as k(id, since)
    cross join lateral (select * from member where "chatId" = k.id and version > k.since offset 0) as m order by m."joinedAt", m."contactId"`,
    values: pairs(since),
  });
  return rows.map(memberOf);
}

export async function readChangedMessages(reader: Reader, since: Since, unreadable: Unreadable): Promise<Message[]> {
  if (since.length === 0) return [];
  const { rows } = await reader.query<MessageRow>({
    name: 'changed-messages',
    text: `select m.* from unnest($1::text[], $2::int[]) as k(id, since)
    cross join lateral (select * from message where "chatId" = k.id and version > k.since offset 0) as m order by m.seq`,
    values: pairs(since),
  });
  return shownMessages(rows, unreadable);
}

export async function readChangedRuns(reader: Reader, since: Since): Promise<Run[]> {
  if (since.length === 0) return [];
  const { rows } = await reader.query<RunRow>({
    name: 'changed-runs',
    text: `select ${RUN_WITH_STEPS} from unnest($1::text[], $2::int[]) as k(id, since)
    cross join lateral (select * from run where "chatId" = k.id and version > k.since offset 0) as r order by r."createdAt", r.id`,
    values: pairs(since),
  });
  return rows.map(runOfJoined);
}

/** The last messages of chats, given the newest first: fewer of a chat, and none of later ones, where texts are long. */
export async function readLastMessages(reader: Reader, pages: Pages, unreadable: Unreadable): Promise<Message[]> {
  if (pages.length === 0) return [];
  const { rows } = await reader.query<MessageRow>({
    name: 'last-messages',
    text: `select m.* from (
      select last.id,
        sum(last.bytes) over (partition by place order by seq desc) - last.bytes as newer,
        sum(last.bytes) over (order by place, seq desc) - last.bytes as altogether
      from unnest($1::text[], $2::int[]) with ordinality as page(id, size, place)
      cross join lateral (
        select id, seq, ${MESSAGE_BYTES} as bytes from message
        where "chatId" = page.id order by seq desc limit page.size
      ) as last
    ) as sized join message m on m.id = sized.id
    where sized.newer < ${PAGE_BYTES} and sized.altogether < ${PAGES_BYTES}
    order by m.seq`,
    values: [pages.map((page) => page.chatId), pages.map((page) => page.messages)],
  });
  return shownMessages(rows, unreadable);
}

/** What a person keeps for themselves; the agents they made are read elsewhere. */
export type OwnState = Omit<UserState, 'agents'>;

/** The person's own state under its version, the marks that changed since the given one; undefined where it is that. */
export async function readUserState(reader: Reader, userId: string, known: number): Promise<OwnState | undefined> {
  const people = await reader.query<{ version: number; preferences: unknown }>({
    name: 'own-state',
    text: 'select version, preferences from "user" where id = $1',
    values: [userId],
  });
  const [person] = people.rows;
  if (person === undefined || person.version === known) return undefined;
  const settings = await reader.query<SettingRow>('select * from chat_setting where "userId" = $1', [userId]);
  const marks = await reader.query<MarkRow>(
    `select * from message_mark where "userId" = $1 and version > $2 and ($2 > 0 or hidden or "starredAt" is not null)`,
    [userId, known],
  );
  return {
    version: person.version,
    settings: settings.rows.map(settingOf),
    marks: marks.rows.map(markOf),
    preferences: preferencesOf(person.preferences),
  };
}

function pairs(since: Since): [string[], number[]] {
  return [since.map((entry) => entry.chatId), since.map((entry) => entry.since)];
}
