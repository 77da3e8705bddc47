import type { Pool } from 'pg';

/** The latest event of a chat by this title and time that still takes place. */
export async function findEvent(
  pool: Pick<Pool, 'query'>,
  { chatId, title, startsAt }: { chatId: string; title: string; startsAt: number },
): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from message where "chatId" = $1 and lower(text) = lower($2) and "deletedAt" is null
       and extras->'appointment'->>'startsAt' = $3 and extras->'appointment'->>'cancelled' = 'false'
     order by seq desc limit 1`,
    [chatId, title, String(startsAt)],
  );
  return rows[0]?.id;
}
