import type { Pool } from 'pg';
import { z } from 'zod';
import { ChatKind } from '../../shared/chat.ts';
import type { Tx } from './transaction.ts';

const StoredSpace = z.object({
  kind: ChatKind,
  head: z.nullable(z.string()),
  storedBytes: z.coerce.number(),
  generation: z.int(),
});
/** The file space of a chat, and what kind of chat it is; `head` is null as long as nothing was written. */
export type StoredSpace = z.infer<typeof StoredSpace>;

/** Undefined where there is no such chat. */
export async function readSpace(pool: Pick<Pool, 'query'>, chatId: string): Promise<StoredSpace | undefined> {
  const { rows } = await pool.query<object>(
    `select chat.kind, space.head, coalesce(space."storedBytes", 0) as "storedBytes",
       coalesce(space.generation, 0) as generation
     from chat left join space on space."chatId" = chat.id where chat.id = $1`,
    [chatId],
  );
  return rows[0] && StoredSpace.parse(rows[0]);
}

/** What comes after `from` in a chat's space; `wrote` counts the bytes that were written for it, into this generation. */
export type Move = { chatId: string; from: string | null; to: string; wrote: number; generation: number };

/** Makes a commit the last one; false where another one is by now, or the space is in another folder. */
export async function moveHead(tx: Tx, { chatId, from, to, wrote, generation }: Move): Promise<boolean> {
  if (from === null) {
    const made = await tx.$executeRaw`
      insert into space ("chatId", head, "storedBytes") values (${chatId}, ${to}, ${wrote}) on conflict do nothing`;
    return made === 1;
  }
  const moved = await tx.$executeRaw`
    update space set head = ${to}, "storedBytes" = "storedBytes" + ${wrote}
    where "chatId" = ${chatId} and head = ${from} and generation = ${generation}`;
  return moved === 1;
}

/** Puts a space with the same last version into its next folder; false where it is not as it was any more. */
export async function moveGeneration(
  tx: Tx,
  {
    chatId,
    head,
    from,
    to,
    storedBytes,
  }: { chatId: string; head: string; from: number; to: number; storedBytes: number },
): Promise<boolean> {
  const moved = await tx.$executeRaw`
    update space set generation = ${to}, "storedBytes" = ${storedBytes}
    where "chatId" = ${chatId} and head = ${head} and generation = ${from}`;
  return moved === 1;
}

/** Those of these chats that there are, with the folders their spaces are in. */
export async function knownChats(pool: Pick<Pool, 'query'>, chatIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ id: string; generation: number }>(
    `select chat.id, coalesce(space.generation, 0) as generation
     from chat left join space on space."chatId" = chat.id where chat.id = any($1)`,
    [chatIds],
  );
  return new Map(rows.map(({ id, generation }) => [id, generation]));
}
