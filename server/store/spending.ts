import type { Pool } from 'pg';
import { z } from 'zod';
import { QUEEN_ID } from '../../shared/contact.ts';
import { SpendingRow } from '../../shared/budget.ts';

/**
 * What models were paid for since $1: answers, the queen's choices of who answers, the summaries of chats, which she makes
 * too, and all that in chats that are gone, whose id is empty.
 */
export const PAID = `(
  select step."updatedAt" as at, run."chatId", run."askedBy", step."agentId", step.result->'facts' as facts,
    (step.result->>'kind' <> 'failed')::int as answers
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
 * What of an older answer other models used than the one it names: as it was counted, or of the oldest what the answer cost
 * that another took the place of. Nothing where nobody knows what it cost.
 */
const OTHERS = `
  case when jsonb_typeof(facts->'costMicros') <> 'number' then '[]'::jsonb
    when jsonb_typeof(facts->'others') = 'array' then facts->'others'
    when jsonb_typeof(facts->'first') = 'object' then jsonb_build_array(facts->'first') else '[]'::jsonb end`;

const left = (of: string) =>
  `(facts->>'${of}')::numeric - (select coalesce(sum((other->>'${of}')::numeric), 0) from jsonb_array_elements(others) other)`;

/** A count of a share, in whole numbers that can be added up, whatever a provider has said. */
const counted = (of: string) => `least(greatest(round(coalesce((share->>'${of}')::numeric, 0)), 0), 1e12)::bigint`;

/** Who used what: as the answer says, or all but what others did by the model it names. */
const SHARES = `
  case when jsonb_typeof(facts->'shares') = 'array' then facts->'shares'
    else others || jsonb_build_object('provider', facts->'provider', 'model', facts->'model',
      'inputTokens', ${left('inputTokens')}, 'outputTokens', ${left('outputTokens')}, 'costMicros', ${left('costMicros')}) end`;

/**
 * The parts of what was paid for, by the models that did them, \`by\` as which agent where that is not the one that answered;
 * together they are the whole. An answer is the model's that it names.
 */
export const PARTS = `
  cross join lateral (select ${OTHERS} as others) older
  cross join lateral (select ${SHARES} as shares) split
  cross join lateral (
    select facts->>'provider' as provider, facts->>'model' as model, null as by, answers as "ofAnswers",
      0 as input, 0 as output, 0 as cost, false as unsure where answers > 0
    union all
    select share->>'provider', share->>'model', share->>'agentId', 0, ${counted('inputTokens')},
      ${counted('outputTokens')}, ${counted('costMicros')}, share->>'costMicros' is null
    from jsonb_array_elements(shares) share
  ) part`;

const READ = `
  select to_char(at at time zone $3, 'YYYY-MM-DD') as day, "chatId", coalesce(by, "agentId") as "agentId",
    provider, model, sum("ofAnswers")::int as answers, sum(input)::float8 as "inputTokens",
    sum(output)::float8 as "outputTokens", sum(cost)::float8 as "costMicros",
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
