import type { Pool } from 'pg';
import { z } from 'zod';

const Found = z.array(z.object({ id: z.string(), own: z.boolean() }));

/**
 * The events of a chat by this title and time that still take place: those that this person has made, or had an agent
 * make, where there are any, since anybody can give theirs the same title.
 */
export async function findEvents(
  pool: Pick<Pool, 'query'>,
  { chatId, title, startsAt, madeFor }: { chatId: string; title: string; startsAt: number; madeFor: string },
): Promise<string[]> {
  const { rows } = await pool.query(
    `select m.id, m."senderId" = $4 or m."senderKind" = 'agent' and coalesce(r."askedBy" = $4, false) as own
     from message m left join run r on r.id = m."runId"
     where m."chatId" = $1 and lower(m.text) = lower($2) and m."deletedAt" is null
       and m.extras->'appointment'->>'startsAt' = $3 and m.extras->'appointment'->>'cancelled' = 'false'
     order by m.seq desc limit 50`,
    [chatId, title, String(startsAt), madeFor],
  );
  const found = Found.parse(rows);
  const own = found.filter((event) => event.own);
  return (own.length > 0 ? own : found).map(({ id }) => id);
}
