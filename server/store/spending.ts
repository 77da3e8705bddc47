import type { Pool } from 'pg';
import { z } from 'zod';
import { QUEEN_ID } from '../../shared/contact.ts';
import { SpendingRow } from '../../shared/budget.ts';

/**
 * What models were paid for since $1: answers, the queen's choices of who answers, the summaries of chats, which she makes
 * too, and all that in chats that are gone, whose id is empty.
 */
export const PAID = `(
  select step."updatedAt" as at, run."chatId", run."askedBy", step."agentId", step.result->'facts' as facts, 1 as answers
  from step join run on run.id = step."runId" where step."updatedAt" >= $1 and jsonb_typeof(step.result->'facts') = 'object'
  union all
  select "createdAt", "chatId", "madeFor", '${QUEEN_ID}', facts, 0
  from chat_summary where "createdAt" >= $1 and jsonb_typeof(facts) = 'object'
  union all
  select "createdAt", "chatId", "askedBy", '${QUEEN_ID}', choosing, 0
  from run where "createdAt" >= $1 and jsonb_typeof(choosing) = 'object'
  union all
  select at, '', "askedBy", "agentId", facts, answers from kept_spending where at >= $1
) paid`;

const READ = `
  select to_char(at at time zone $3, 'YYYY-MM-DD') as day, "chatId", "agentId",
    facts->>'provider' as provider, facts->>'model' as model, sum(answers)::int as answers,
    sum((facts->>'inputTokens')::bigint)::float8 as "inputTokens",
    sum((facts->>'outputTokens')::bigint)::float8 as "outputTokens",
    coalesce(sum((facts->>'costMicros')::bigint), 0)::float8 as "costMicros",
    (count(*) - count(facts->>'costMicros'))::int as unknown
  from ${PAID}
  where $2::text is null or "askedBy" = $2 or exists (
    select from member where member."chatId" = paid."chatId" and member."contactId" = $2 and member.kind = 'user'
      and member."leftAt" is null
  )
  group by 1, 2, 3, 4, 5 order by 1 desc, "costMicros" desc limit 5000`;

/** What answers cost since then; with a person only in chats they are in and where they asked. */
export async function readSpending(
  pool: Pick<Pool, 'query'>,
  { since, userId, timeZone }: { since: Date; userId: string | null; timeZone: string },
): Promise<SpendingRow[]> {
  const { rows } = await pool.query(READ, [since, userId, timeZone]);
  return z.array(SpendingRow).parse(rows);
}
