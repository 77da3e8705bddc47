import type { Pool } from 'pg';
import { z } from 'zod';
import { BOARD, type BoardEntry } from '../../shared/board.ts';
import { AnswerFacts, AnswerFailure, AnswerShare, Steer } from '../../shared/message.ts';
import type { Run } from '../../shared/run.ts';
import { CARD_INPUT_LENGTH, ToolFailure } from '../../shared/toolCard.ts';
import type { Run as RunRow } from './generated/client.ts';
import { RUN_WITH_STEPS, runOfJoined } from './runViews.ts';
import { StepKind } from './steps.ts';

type Queryable = Pick<Pool, 'query'>;

const StoredCall = z.object({
  key: z.string(),
  tool: z.string(),
  state: z.enum(['asked', 'begun', 'ended']),
  isDecided: z.boolean(),
  ended: z.nullable(z.enum(['done', 'failed'])),
  failure: z.nullable(ToolFailure),
  input: z.string(),
  startedAt: z.int(),
  endedAt: z.nullable(z.int()),
  /** What models used for it; older calls do not say. */
  shares: z.nullish(z.array(AnswerShare)),
});
export type StoredBoardCall = z.infer<typeof StoredCall>;

const StoredTurn = z.object({
  key: z.string(),
  endedAt: z.int(),
  by: z.object({ provider: z.string(), model: z.string() }),
  spent: z.object({ inputTokens: z.number(), outputTokens: z.number(), costMicros: z.nullable(z.number()) }),
});

const StoredStep = z.object({
  agentId: z.string(),
  messageId: z.string(),
  kind: StepKind,
  createdAt: z.int(),
  updatedAt: z.int(),
  ended: z.nullable(z.enum(['complete', 'cut', 'stopped', 'failed'])),
  failure: z.nullable(AnswerFailure),
  facts: z.nullable(AnswerFacts),
  handOver: z.nullable(z.object({ to: z.string(), held: z.optional(z.boolean()) })),
  urls: z.array(z.string()),
  handedBy: z.nullable(z.string()),
  task: z.nullable(z.string()),
  turns: z.array(StoredTurn),
  calls: z.array(StoredCall),
  moreCalls: z.int(),
  steers: z.array(Steer),
});
export type StoredBoardStep = z.infer<typeof StoredStep>;

export type StoredBoardRun = { run: Run; request: string; steps: StoredBoardStep[] };

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`;

/** The beginning of what was asked, of a run `r`. */
const REQUEST = `coalesce((
  select left(regexp_replace(m.text, '\\s+', ' ', 'g'), ${BOARD.words}) from message m
  where m.id = r."requestId" and m."deletedAt" is null
), '') as request`;

const STEPS = `
  select s."agentId", s."messageId", s.kind, ${ms('s."createdAt"')}::float8 as "createdAt",
    ${ms('s."updatedAt"')}::float8 as "updatedAt", s.result->>'kind' as ended, s.result->>'failure' as failure,
    case when jsonb_typeof(s.result->'facts') = 'object' then s.result->'facts' end as facts,
    s.result->'handOver' as "handOver", s."handedBy", s.task,
    coalesce((select jsonb_agg(source->'url') from jsonb_array_elements(s.result->'sources') as sources(source)), '[]') as urls,
    coalesce((
      select json_agg(json_build_object('key', t.id, 'endedAt', ${ms('t."createdAt"')},
        'by', t.turn::json->'by', 'spent', t.turn::json->'spent') order by t."createdAt", t.id)
      from step_turn t where t."stepId" = s.id
    ), '[]') as turns,
    coalesce((
      select json_agg(json_build_object('key', c.id, 'tool', c.tool, 'state', c.state,
        'isDecided', coalesce(c.approval->'decision', 'null') <> 'null', 'ended', c.result::json->>'kind',
        'failure', c.result::json->>'failure', 'shares', c.result::json->'shares', 'input', left(c.input, ${CARD_INPUT_LENGTH}),
        'startedAt', ${ms('c."startedAt"')}, 'endedAt', ${ms('c."endedAt"')}) order by c."startedAt", c.id)
      from (select * from tool_call where "stepId" = s.id order by "startedAt", id limit ${BOARD.calls}) c
    ), '[]') as calls,
    greatest(0, (select count(*) from tool_call where "stepId" = s.id) - ${BOARD.calls})::int as "moreCalls",
    coalesce((
      select json_agg(json_build_object('id', w.id, 'by', w."userId", 'text', w.text, 'at', ${ms('w."createdAt"')},
        'taken', coalesce(w.turn like s.id || '/%', false)) order by w."createdAt", w.id)
      from steer w where w."messageId" = s."messageId" and (w.turn is null or w.turn like s.id || '/%')
    ), '[]') as steers
  from step s where s."runId" = $1 order by s.position limit ${BOARD.steps}`;

type RunWithRequest = Parameters<typeof runOfJoined>[0] & { request: string };

/** A run of a chat with all that was done in it; undefined where there is none. */
export async function readBoardRun(
  pool: Queryable,
  { chatId, runId }: { chatId: string; runId: string },
): Promise<StoredBoardRun | undefined> {
  const [runs, steps] = await Promise.all([
    pool.query<RunWithRequest>(`select ${RUN_WITH_STEPS}, ${REQUEST} from run r where r.id = $1 and r."chatId" = $2`, [
      runId,
      chatId,
    ]),
    pool.query(STEPS, [runId]),
  ]);
  const [row] = runs.rows;
  if (row === undefined) return undefined;
  const { request, ...run } = row;
  return { run: runOfJoined(run), request, steps: z.array(StoredStep).parse(steps.rows) };
}

/** The newest runs of a chat, or those before one, and whether there are more. */
export async function readBoardEntries(
  pool: Queryable,
  { chatId, before }: { chatId: string; before: string | undefined },
): Promise<{ runs: BoardEntry[]; more: boolean }> {
  const { rows } = await pool.query<RunRow & RunWithRequest>(
    `select ${RUN_WITH_STEPS}, ${REQUEST} from run r
     where r."chatId" = $1 and ($2::text is null
       or (r."createdAt", r.id) < (select "createdAt", id from run where id = $2 and "chatId" = $1))
     order by r."createdAt" desc, r.id desc limit ${BOARD.runs + 1}`,
    [chatId, before ?? null],
  );
  const runs = rows.slice(0, BOARD.runs).map(({ request, ...run }) => ({ run: runOfJoined(run), request }));
  return { runs, more: rows.length > BOARD.runs };
}
