import { newId } from '../shared/ids.ts';
import type { Ground } from './forms.ts';

/** What a chat is filled with besides people's own messages. */
type Filling = { chatId: string; senderId: string; from: number; to: number };

const WORDS = 'The clover behind the mill is open since this morning, and the lime trees follow within the week.';

/** Puts messages `from`…`to` into a chat as if they had been sent, while no server has the database open. */
export async function fill(ground: Ground, { chatId, senderId, from, to }: Filling): Promise<void> {
  const store = await ground.open();
  try {
    const { pool } = store.database;
    const size = 20_000;
    for (let first = from; first <= to; first += size) {
      const last = Math.min(to, first + size - 1);
      await pool.query(
        `insert into message (id, "chatId", seq, version, "senderId", "senderKind", text, mentions, "createdAt")
          select gen_random_uuid()::text, $1, n, n + 1, $2, 'user', n || ' ' || $3::text, '{}',
            now() - interval '1 second' * ($5::int + 1000000 - n)
          from generate_series($4::int, $5::int) n`,
        [chatId, senderId, WORDS, first, last],
      );
    }
    await pool.query(`update chat set "lastSeq" = $2, version = $2 + 1 where id = $1`, [chatId, to]);
    await pool.query(`update member set read = $2, delivered = $2 where "chatId" = $1 and kind = 'user'`, [chatId, to]);
    await pool.query('analyze message');
  } finally {
    await store.close();
  }
}

/** Puts so many groups of this person alone into the database, each with so many messages, as `fill` does. */
export async function fillChats(
  ground: Ground,
  { userId, chats, messages }: { userId: string; chats: number; messages: number },
): Promise<string[]> {
  const store = await ground.open();
  const ids = Array.from({ length: chats }, () => newId());
  try {
    const { pool } = store.database;
    await pool.query(
      `insert into chat (id, kind, title, "createdBy", version, stamp, "lastSeq")
        select id, 'group', 'Chat ' || n, $2, $3::int + 1, 1, $3 from unnest($1::text[]) with ordinality as one(id, n)`,
      [ids, userId, messages],
    );
    await pool.query(
      `insert into member ("chatId", "contactId", kind, role, version, read, delivered)
        select id, $2, 'user', 'owner', 1, $3, $3 from unnest($1::text[]) as one(id)`,
      [ids, userId, messages],
    );
    await pool.query(
      `insert into message (id, "chatId", seq, version, "senderId", "senderKind", text, mentions, "createdAt")
        select gen_random_uuid()::text, id, seq, seq + 1, $2, 'user', seq || ' ' || $3::text, '{}',
          now() - interval '1 second' * ($5::int - seq) - interval '1 hour' * ($4::int - n)
        from unnest($1::text[]) with ordinality as one(id, n), generate_series(1, $5::int) seq`,
      [ids, userId, WORDS, chats, messages],
    );
    await pool.query('update "user" set version = version + 1 where id = $1', [userId]);
    await pool.query('update workspace set version = version + 1');
    await pool.query('analyze');
  } finally {
    await store.close();
  }
  return ids;
}
