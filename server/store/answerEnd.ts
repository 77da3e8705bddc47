import type { Pool } from 'pg';
import { z } from 'zod';
import type { StepResult } from '../../agents/engines/engine.ts';
import type { ChatChange } from '../../shared/chat.ts';
import type { AnswerFacts, Message } from '../../shared/message.ts';
import type { Poll } from '../../shared/poll.ts';
import type { RunStatus } from '../../shared/run.ts';
import type { Message as MessageRow, Run as RunRow } from './generated/client.ts';
import { messageOf } from './messages.ts';
import { retrySerialisation } from './retry.ts';
import { runOf } from './runViews.ts';
import type { Hold } from './runs.ts';
import { StepKind } from './steps.ts';

type Queryable = Pick<Pool, 'query'>;

/** How a step of a run ended, as far as the run's own end depends on it; `result` is null while it goes on. */
const Ending = z.object({
  id: z.string(),
  agentId: z.string(),
  messageId: z.string(),
  position: z.int(),
  kind: StepKind,
  result: z.nullable(z.enum(['complete', 'cut', 'stopped', 'failed'])),
  /** Null where the price is not known; 0 where nothing was spent. */
  costMicros: z.nullable(z.number()),
  /** Whom it handed the request to. */
  handsTo: z.nullable(z.string()),
});
export type Ending = z.infer<typeof Ending>;

export type EndingRun = { run: RunRow; steps: Ending[] };

const ENDING = `
  select r.*, (
    select json_agg(json_build_object(
      'id', s.id, 'agentId', s."agentId", 'messageId', s."messageId", 'position', s.position, 'kind', s.kind,
      'result', s.result->>'kind', 'handsTo', case when s.result->'handOver'->'held' is null then s.result->'handOver'->>'to' end,
      'costMicros', case when jsonb_typeof(s.result->'facts') = 'object' then s.result->'facts'->'costMicros' else '0' end
    ) order by s.position) from step s where s."runId" = r.id
  ) as steps
  from run r where r.id = $1 and r.owner = $2 and r.epoch = $3 and r.status in ('queued', 'deciding', 'running')`;

/** The run a step of which is about to end, and how its steps stand; undefined where the hold is lost. */
export async function readEnding(pool: Queryable, hold: Hold): Promise<EndingRun | undefined> {
  const { rows } = await pool.query<RunRow & { steps: unknown }>({
    name: 'ending-run',
    text: ENDING,
    values: [hold.runId, hold.owner, hold.epoch],
  });
  const [row] = rows;
  if (row === undefined) return undefined;
  const { steps, ...run } = row;
  return { run, steps: z.array(Ending).parse(steps) };
}

export type StepEnd = {
  hold: Hold;
  chatId: string;
  stepId: string;
  result: StepResult;
  /** What is known of the run once this step has ended; `status` undefined while it goes on. */
  run: { costMicros: number | null; status: RunStatus | undefined };
  /** A poll the answer posts; with `ownMessage` null it is the answer itself. */
  poll: { poll: Poll; ownMessage: { id: string; question: string; createdAt: Date } | null } | null;
};

/**
 * Locks chat and run in the order in which every change does; everything else hangs on the step, which ends only once,
 * and only for who holds its run.
 */
const END = `
  with locked as (select id from chat where id = $1 for no key update),
  held as (
    select run.id from locked join run on run."chatId" = locked.id
    where run.id = $2 and run.owner = $3 and run.epoch = $4 and run.status in ('queued', 'deciding', 'running')
    for update of run
  ),
  ended as (
    update step set result = $6::jsonb, text = $7, "updatedAt" = now() from held
    where step.id = $5 and step."runId" = held.id and step.result is null returning step."messageId"
  ),
  raised as (
    update chat set version = version + 1, "lastSeq" = "lastSeq" + case when $14::text is null then 0 else 1 end
    from ended where chat.id = $1 returning chat.version, chat."lastSeq"
  ),
  told as (
    update message set text = $7, status = $8, facts = $9::jsonb, failure = $10, version = raised.version,
      extras = nullif(
        case when jsonb_exists(extras, 'cards') then jsonb_set(extras, '{cards}', (
          select jsonb_agg(
            case when card->>'state' in ('running', 'waiting') then card || '{"state": "stopped"}' else card end
            order by place
          ) from jsonb_array_elements(extras->'cards') with ordinality as cards(card, place)
        )) else coalesce(extras, '{}') end || coalesce($18::jsonb, '{}'), '{}')
    from ended, raised where message.id = ended."messageId" returning message.*
  ),
  posted as (
    insert into message (id, "chatId", seq, version, "senderId", "senderKind", text, mentions, "runId", extras, "createdAt")
    select $14, $1, raised."lastSeq", raised.version, told."senderId", 'agent', $15, '{}', $2, $16::jsonb, $17
    from raised, told where $14::text is not null
  ),
  kept as (
    update run set version = raised.version, "costMicros" = $11, status = coalesce($12, status),
      "finishedAt" = coalesce($13, "finishedAt"), "leaseUntil" = case when $13 is null then "leaseUntil" end
    from raised where run.id = $2
  )
  select told.*, (select count(*)::int from held) as held, (select "lastSeq" from raised) as "lastSeq" from (select) as one left join told on true`;

const LATE = `
  with held as (
    select run.id from run
    where run.id = $1 and run.owner = $2 and run.epoch = $3 and run.status in ('queued', 'deciding', 'running') for update
  )
  update step set result = step.result || jsonb_build_object('facts', $5::jsonb), "updatedAt" = now() from held, message
  where step.id = $4 and step."runId" = held.id and step.result->>'kind' = 'stopped'
    and message.id = step."messageId" and message."deletedAt" is not null`;

export type EndOutcome = { kind: 'recorded'; change: ChatChange } | { kind: 'recorded-before' } | { kind: 'lost' };

/** Records how a step ended, its bubble's last text and what that makes of its run, as one statement. */
export async function writeEnd(pool: Queryable, end: StepEnd, { run, steps }: EndingRun): Promise<EndOutcome> {
  const { hold, chatId, stepId, result, poll } = end;
  const { costMicros, status } = end.run;
  const sources = ('sources' in result ? result.sources : undefined) ?? [];
  const held = result.kind === 'complete' && result.handOver?.held === true ? result.handOver.to : null;
  const thoughts = 'thoughts' in result ? result.thoughts : undefined;
  const asked = result.kind === 'complete' ? result.question : undefined;
  const question = asked === undefined ? null : { askedOf: run.askedBy, choices: asked.choices };
  const finishedAt = status === undefined ? null : new Date();
  const values = [
    chatId,
    hold.runId,
    hold.owner,
    hold.epoch,
    stepId,
    JSON.stringify(result),
    result.text,
    result.kind,
    'facts' in result && result.facts !== null ? JSON.stringify(result.facts) : null,
    'failure' in result ? result.failure : null,
    costMicros,
    status ?? null,
    finishedAt,
    poll?.ownMessage?.id ?? null,
    poll?.ownMessage?.question ?? null,
    poll === null ? null : JSON.stringify({ poll: poll.poll }),
    poll?.ownMessage?.createdAt ?? null,
    JSON.stringify({
      ...(poll?.ownMessage === null && { poll: poll.poll }),
      ...(sources.length > 0 && { sources }),
      ...(held !== null && { passOn: { to: held } }),
      ...(question !== null && { question }),
      ...(thoughts && { thought: { ms: thoughts.ms, characters: thoughts.text.length } }),
    }),
  ];
  const { rows } = await retrySerialisation(() =>
    pool.query<Partial<MessageRow> & { held: number; lastSeq: number }>({ name: 'end-step', text: END, values }),
  );
  const [row] = rows;
  if (row === undefined || row.held === 0) return { kind: 'lost' };
  if (!isTold(row)) return { kind: 'recorded-before' };
  const { version } = row;
  const told = runOf({ ...run, version, costMicros, status: status ?? run.status, finishedAt }, steps);
  const answer = messageOf(row);
  const posted =
    poll?.ownMessage == null ? [] : [postedOf(answer, row.lastSeq, { ...poll.ownMessage, poll: poll.poll })];
  return { kind: 'recorded', change: { chatId, version, messages: [answer, ...posted], runs: [told] } };
}

/**
 * Keeps what a step was paid for that ended before its holder ended it, as its answer was deleted meanwhile: all of it is
 * known here alone. Nothing else of it is kept.
 */
export async function keepLateFacts(
  pool: Queryable,
  { hold, stepId, facts }: { hold: Hold; stepId: string; facts: AnswerFacts },
): Promise<void> {
  const values = [hold.runId, hold.owner, hold.epoch, stepId, JSON.stringify(facts)];
  await retrySerialisation(() => pool.query({ name: 'late-facts', text: LATE, values }));
}

function postedOf(
  { chatId, version, senderId, senderKind, runId }: Message,
  seq: number,
  { id, question, createdAt, poll }: { id: string; question: string; createdAt: Date; poll: Poll },
): Message {
  return {
    ...{ id, chatId, seq, version, senderId, senderKind, runId, text: question, status: 'complete', poll },
    ...{ mentions: [], replyTo: null, epoch: 0, failure: null, facts: null },
    ...{ createdAt: createdAt.getTime(), editedAt: null, deletedAt: null },
  };
}

/** Without a message every column of it is null. */
function isTold<T extends Partial<MessageRow>>(row: T): row is T & MessageRow {
  return typeof row.id === 'string';
}
