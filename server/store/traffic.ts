import type { Pool } from 'pg';
import { z } from 'zod';
import { Reaction } from '../../shared/message.ts';

const Answered = z.object({
  agentId: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  /** As JSON, as it was traced. */
  features: z.string(),
  /** Who answered first. */
  provider: z.string(),
  model: z.string(),
  tier: z.nullable(z.string()),
  inputTokens: z.number(),
  cachedTokens: z.number(),
  outputTokens: z.number(),
  reactions: z.nullable(z.array(Reaction)),
  writtenAgain: z.boolean(),
  /** Its first answer failed its checks. */
  escalated: z.boolean(),
  /** By a person. */
  stopped: z.boolean(),
});
/** A step that a model answered, and what people did about it. */
export type Answered = z.infer<typeof Answered>;

/** What can be written again although it is whole was not what somebody wanted; what was cut is only gone on with. */
const READ = `
  select s."agentId", (extract(epoch from s."startedAt") * 1000)::float8 as at,
    s.attributes->>'waggle.request.features' as features, first.provider, first.model, first.tier,
    used."inputTokens", used."cachedTokens", used."outputTokens", message.extras->'reactions' as reactions,
    step.result->>'kind' = 'complete' and exists (
      select from step later join run on run.id = later."runId"
      where later."messageId" = step."messageId" and later."createdAt" > step."createdAt" and run.reason = 'retried'
        and not coalesce(jsonb_exists(later.result, 'copied'), false)
    ) as "writtenAgain",
    coalesce(jsonb_typeof(step.result->'facts'->'first') = 'object', false) as escalated,
    coalesce(step.result->>'kind' = 'stopped', false) as stopped
  from span s
  join step on step.id = s."stepId"
  join message on message.id = step."messageId"
  join lateral (
    select m.provider, m.model, m.attributes->>'waggle.model.tier' as tier from span m
    where m."runId" = s."runId" and m."stepId" = s."stepId" and m.kind = 'model' and m.status <> 'error'
    order by m."startedAt" limit 1
  ) as first on true
  cross join lateral (
    select coalesce(sum(m."inputTokens"), 0)::float8 as "inputTokens",
      coalesce(sum(m."cachedTokens"), 0)::float8 as "cachedTokens",
      coalesce(sum(m."outputTokens"), 0)::float8 as "outputTokens"
    from span m where m."runId" = s."runId" and m."stepId" = s."stepId" and m.kind = 'model'
  ) as used
  where s.kind = 'step' and s."startedAt" >= $1 and jsonb_exists(s.attributes, 'waggle.request.features')
  order by s."startedAt" desc limit $2`;

/** What models answered since then, the newest first, at most so many. */
export async function readTraffic(
  pool: Pick<Pool, 'query'>,
  { since, most }: { since: Date; most: number },
): Promise<Answered[]> {
  const { rows } = await pool.query(READ, [since, most]);
  return z.array(Answered).parse(rows);
}
