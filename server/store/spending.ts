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

/**
 * What of an answer other models used than the one it names: as it was counted, or of older ones what the answer cost that
 * another took the place of. Nothing where nobody knows what it cost.
 */
const OTHERS = `
  case when jsonb_typeof(facts->'costMicros') <> 'number' then '[]'::jsonb
    when jsonb_typeof(facts->'others') = 'array' then facts->'others'
    when jsonb_typeof(facts->'first') = 'object' then jsonb_build_array(facts->'first') else '[]'::jsonb end`;

/** The parts of what was paid for, by the models that did them; together they are the whole. */
const PARTS = `
  cross join lateral (select ${OTHERS} as others) split
  cross join lateral (
    select facts->>'provider' as provider, facts->>'model' as model, answers as "ofAnswers",
      (facts->>'inputTokens')::bigint - coalesce(sum((other->>'inputTokens')::bigint), 0) as input,
      (facts->>'outputTokens')::bigint - coalesce(sum((other->>'outputTokens')::bigint), 0) as output,
      (facts->>'costMicros')::bigint - coalesce(sum((other->>'costMicros')::bigint), 0) as cost,
      facts->>'costMicros' is null as unsure
    from (select) one left join jsonb_array_elements(others) other on true
    union all
    select other->>'provider', other->>'model', 0, coalesce((other->>'inputTokens')::bigint, 0),
      coalesce((other->>'outputTokens')::bigint, 0), coalesce((other->>'costMicros')::bigint, 0), false
    from jsonb_array_elements(others) other
  ) part`;

const READ = `
  select to_char(at at time zone $3, 'YYYY-MM-DD') as day, "chatId", "agentId",
    provider, model, sum("ofAnswers")::int as answers, sum(input)::float8 as "inputTokens",
    sum(output)::float8 as "outputTokens", coalesce(sum(cost), 0)::float8 as "costMicros",
    (count(*) filter (where unsure))::int as unknown
  from ${PAID} ${PARTS}
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
