import type { Pool } from 'pg';
import { z } from 'zod';
import { SpendingRow } from '../../shared/budget.ts';

const READ = `
  select to_char(step."updatedAt" at time zone 'UTC', 'YYYY-MM-DD') as day, run."chatId", step."agentId",
    step.result->'facts'->>'provider' as provider, step.result->'facts'->>'model' as model,
    count(*)::int as answers,
    sum((step.result->'facts'->>'inputTokens')::bigint)::float8 as "inputTokens",
    sum((step.result->'facts'->>'outputTokens')::bigint)::float8 as "outputTokens",
    coalesce(sum((step.result->'facts'->>'costMicros')::bigint), 0)::float8 as "costMicros",
    (count(*) - count(step.result->'facts'->>'costMicros'))::int as unknown
  from step join run on run.id = step."runId"
  where step."updatedAt" >= $1 and jsonb_typeof(step.result->'facts') = 'object' and ($2::text is null
    or run."askedBy" = $2
    or exists (
      select from member where member."chatId" = run."chatId" and member."contactId" = $2 and member.kind = 'user'
        and member."leftAt" is null
    ))
  group by 1, 2, 3, 4, 5 order by 1 desc, "costMicros" desc limit 5000`;

/** What answers cost since then; with a person only in chats they are in and where they asked. */
export async function readSpending(
  pool: Pick<Pool, 'query'>,
  { since, userId }: { since: Date; userId: string | null },
): Promise<SpendingRow[]> {
  const { rows } = await pool.query(READ, [since, userId]);
  return z.array(SpendingRow).parse(rows);
}
