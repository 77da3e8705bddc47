import type { Pool } from 'pg';
import { type ChatSetting, Notify } from '../../shared/chat.ts';
import type { CommandInput } from '../../shared/command.ts';
import type { ChatSetting as SettingRow } from './generated/client.ts';
import type { Tx } from './transaction.ts';

export type UserSettings = { userId: string; version: number; settings: ChatSetting[] };

export function settingOf(row: SettingRow): ChatSetting {
  return {
    chatId: row.chatId,
    member: row.member,
    draft: row.draft,
    mutedUntil: row.mutedUntil === null ? null : Number(row.mutedUntil),
    notify: Notify.parse(row.notify),
    archived: row.archived,
    pinnedAt: row.pinnedAt?.getTime() ?? null,
    markedUnread: row.markedUnread,
    clearedSeq: row.clearedSeq,
  };
}

/**
 * Notes for these people whether a chat is theirs, each under the next version of their own state. Who leaves also loses
 * the draft. People are locked after the chat, in order of their ids, so that no two such changes wait for each other.
 */
export async function setMembership(
  tx: Tx,
  chatId: string,
  userIds: readonly string[],
  member: boolean,
): Promise<UserSettings[]> {
  if (userIds.length === 0) return [];
  const rows = await tx.$queryRaw<SettingRow[]>`
    with locked as (select id from "user" where id = any(${[...userIds]}) order by id for no key update),
    bumped as (
      update "user" set version = version + 1 from locked where "user".id = locked.id returning "user".id, "user".version
    )
    insert into chat_setting as kept ("userId", "chatId", member, draft, version)
    select id, ${chatId}, ${member}, '', version from bumped
    on conflict ("userId", "chatId") do update set
      member = excluded.member,
      version = excluded.version,
      draft = case when excluded.member then kept.draft else '' end
    returning *`;
  return rows.map((row) => ({ userId: row.userId, version: row.version, settings: [settingOf(row)] }));
}

/** Keeps a draft under the next version of the person's state; undefined where they are no member of the chat. */
export async function setDraft(
  pool: Pick<Pool, 'query'>,
  { userId, chatId, text }: { userId: string; chatId: string; text: string },
): Promise<UserSettings | undefined> {
  const stored = await pool.query<SettingRow>(
    `with allowed as (
      select from member where "chatId" = $2 and "contactId" = $1 and kind = 'user' and "leftAt" is null
    ),
    bumped as (
      update "user" set version = version + 1 where id = $1 and exists (select from allowed) returning id, version
    )
    insert into chat_setting ("userId", "chatId", member, draft, version)
    select id, $2, true, $3, version from bumped
    on conflict ("userId", "chatId") do update set draft = excluded.draft, version = excluded.version
    returning *`,
    [userId, chatId, text],
  );
  const [row] = stored.rows;
  return row && { userId, version: row.version, settings: [settingOf(row)] };
}

/**
 * Keeps what a person wants of a chat under the next version of their state; what is not named stays. What is archived
 * is no longer pinned. Undefined where they are no member of the chat.
 */
export async function setChat(
  pool: Pick<Pool, 'query'>,
  userId: string,
  { chatId, mutedUntil, notify, archived, pinned, markedUnread, clearedSeq }: CommandInput<'chat:set'>,
): Promise<UserSettings | undefined> {
  const stored = await pool.query<SettingRow>(
    `with allowed as (
      select c."lastSeq" from member m join chat c on c.id = m."chatId"
      where m."chatId" = $2 and m."contactId" = $1 and m.kind = 'user' and m."leftAt" is null
    ),
    bumped as (
      update "user" set version = version + 1 where id = $1 and exists (select from allowed) returning id, version
    )
    insert into chat_setting as kept ("userId", "chatId", member, draft, version,
      "mutedUntil", notify, archived, "pinnedAt", "markedUnread", "clearedSeq")
    select id, $2, true, '', version,
      $4::bigint, coalesce($5, 'all'), coalesce($6, false), case when $7::boolean then $8::timestamptz end,
      coalesce($9, false), least(coalesce($10::int, 0), "lastSeq")
    from bumped, allowed
    on conflict ("userId", "chatId") do update set
      version = excluded.version,
      "mutedUntil" = case when $3 then excluded."mutedUntil" else kept."mutedUntil" end,
      notify = coalesce($5, kept.notify),
      archived = coalesce($6, kept.archived),
      "pinnedAt" = case
        when $6 or not $7 then null
        when $7 then coalesce(kept."pinnedAt", excluded."pinnedAt")
        else kept."pinnedAt" end,
      "markedUnread" = coalesce($9, kept."markedUnread"),
      "clearedSeq" = greatest(kept."clearedSeq", excluded."clearedSeq")
    returning *`,
    [
      userId,
      chatId,
      mutedUntil !== undefined,
      mutedUntil ?? null,
      notify ?? null,
      archived ?? null,
      pinned ?? null,
      new Date(),
      markedUnread ?? null,
      clearedSeq ?? null,
    ],
  );
  const [row] = stored.rows;
  return row && { userId, version: row.version, settings: [settingOf(row)] };
}
