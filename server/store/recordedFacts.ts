import type { Pool } from 'pg';
import { z } from 'zod';
import { priced, type Share, UNTOLD, usedBy } from '../../agents/models/budget/spent.ts';
import { DEMO_ID } from '../../agents/providers/demo.ts';
import { type AnswerFacts, AnswerShare } from '../../shared/message.ts';
import type { Writing } from './changes.ts';
import { FirstAnswered } from './steps.ts';

const RECORDS = `
  select s.id, (extract(epoch from now() - s."createdAt") * 1000)::float8 as "durationMs", s.first, s.spent,
    array(select t.turn from step_turn t where t."stepId" = s.id order by t."createdAt", t.id) as turns,
    array(select c.result from tool_call c where c."stepId" = s.id and c.result is not null order by c.id) as results
  from step s`;

/** What can not be read counts for nothing: a step must be able to end all the same. */
const Turn = json({
  by: z.object({ provider: z.string(), model: z.string() }),
  spent: z.object({ inputTokens: z.number(), outputTokens: z.number(), costMicros: z.nullable(z.number()) }),
  shares: z.optional(z.array(AnswerShare)),
});
const CallResult = json({ shares: z.optional(z.array(AnswerShare)), costMicros: z.optional(z.nullable(z.number())) });

const Records = z.object({
  id: z.string(),
  durationMs: z.number(),
  first: z.nullable(FirstAnswered).catch(null),
  spent: z.nullable(z.array(AnswerShare)).catch(null),
  turns: z.array(Turn),
  results: z.array(CallResult),
});

/** All that is recorded of what a step used, as the facts of an answer; null where that is nothing. */
export async function readRecordedFacts(pool: Pick<Pool, 'query'>, stepId: string): Promise<AnswerFacts | null> {
  const { rows } = await pool.query(`${RECORDS} where s.id = $1`, [stepId]);
  return rows[0] === undefined ? null : factsOf(Records.parse(rows[0]));
}

/** The same of the steps that write a message, by their ids, as the transaction of a change sees them. */
export async function recordedFactsInChange(
  { tx }: Pick<Writing, 'tx'>,
  messageId: string,
): Promise<Record<string, AnswerFacts | null>> {
  const rows = await tx.$queryRawUnsafe(`${RECORDS} where s."messageId" = $1 and s.result is null`, messageId);
  return Object.fromEntries(
    z
      .array(Records)
      .parse(rows)
      .map((records) => [records.id, factsOf(records)]),
  );
}

function factsOf({ durationMs, first, spent, turns, results }: z.infer<typeof Records>): AnswerFacts | null {
  const shares: Share[] = [
    ...(first?.shares ?? []),
    ...(spent ?? []),
    ...turns.flatMap((turn) => turn?.shares ?? (turn === null ? [] : [{ ...turn.by, ...turn.spent }])),
    ...results.flatMap(
      (result) => result?.shares ?? priced(UNTOLD, result?.costMicros === undefined ? 0 : result.costMicros),
    ),
  ];
  const named = turns.findLast((turn) => turn !== null)?.by ?? first?.answer ?? shares[0];
  if (named === undefined) return null;
  const { provider, model } = named;
  const used = usedBy({ provider, model }, shares);
  if (used.inputTokens + used.outputTokens === 0 && used.costMicros === 0) return null;
  return {
    ...{ provider, model, demo: provider === DEMO_ID, durationMs: Math.round(durationMs), firstTokenMs: null },
    ...used,
    ...(first !== null && { first: first.answer }),
  };
}

/** A text of JSON like this; null where it is another. */
function json<S extends z.core.$ZodLooseShape>(shape: S) {
  const schema = z.object(shape);
  return z.string().transform((text) => {
    try {
      return schema.safeParse(JSON.parse(text)).data ?? null;
    } catch {
      return null;
    }
  });
}
