import type { Pool } from 'pg';
import { z } from 'zod';
import { ChatKind } from '../../shared/chat.ts';
import type { Tx } from './transaction.ts';

const StoredSpace = z.object({ kind: ChatKind, head: z.nullable(z.string()), storedBytes: z.coerce.number() });
/** The file space of a chat, and what kind of chat it is; `head` is null as long as nothing was written. */
export type StoredSpace = z.infer<typeof StoredSpace>;

/** Undefined where there is no such chat. */
export async function readSpace(pool: Pick<Pool, 'query'>, chatId: string): Promise<StoredSpace | undefined> {
  const { rows } = await pool.query<object>(
    `select chat.kind, space.head, coalesce(space."storedBytes", 0) as "storedBytes"
     from chat left join space on space."chatId" = chat.id where chat.id = $1`,
    [chatId],
  );
  return rows[0] && StoredSpace.parse(rows[0]);
}

/** What comes after `from` in a chat's space; `wrote` counts the bytes that were written for it. */
export type Move = { chatId: string; from: string | null; to: string; wrote: number };

/** Makes a commit the last one; false where another one is by now. */
export async function moveHead(tx: Tx, { chatId, from, to, wrote }: Move): Promise<boolean> {
  if (from === null) {
    const made = await tx.$executeRaw`
      insert into space ("chatId", head, "storedBytes") values (${chatId}, ${to}, ${wrote}) on conflict do nothing`;
    return made === 1;
  }
  const moved = await tx.$executeRaw`
    update space set head = ${to}, "storedBytes" = "storedBytes" + ${wrote}
    where "chatId" = ${chatId} and head = ${from}`;
  return moved === 1;
}

/** Those of these chats that there are. */
export async function knownChats(pool: Pick<Pool, 'query'>, chatIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>('select id from chat where id = any($1)', [chatIds]);
  return new Set(rows.map(({ id }) => id));
}
