import type { Pool } from 'pg';
import { z } from 'zod';
import type { Attachment } from '../../shared/attachment.ts';
import type { Chart } from '../../shared/chart.ts';
import type { ChatChange } from '../../shared/chat.ts';
import type { Terms } from '../../shared/terms.ts';
import { ToolApproval, ToolCard } from '../../shared/toolCard.ts';
import type { Message as MessageRow } from './generated/client.ts';
import { messageOf } from './messages.ts';
import { retrySerialisation } from './retry.ts';
import { askerIsThere, type Hold } from './runs.ts';

type Queryable = Pick<Pool, 'query'>;

/** `asked` while people decide whether it is done, `begun` before it is done, `ended` once something came of it. */
export type CallState = 'asked' | 'begun' | 'ended';

/** A call as it is to be kept; `input` and `result` are JSON. */
export type CallWrite = {
  hold: Hold;
  chatId: string;
  stepId: string;
  state: CallState;
  input: string;
  result: string | null;
  /** What people see of it; its key is the call's. */
  card: ToolCard;
  /** Files it made, which the answer has from now on. */
  attachments: readonly Attachment[];
  /** What it drew, which the answer has from now on. */
  chart?: Chart | null;
};

/**
 * Locks chat and run in the order in which every change does. A call that has ended stays as it is; the card of one that
 * is known takes the place of the one before. Once the person in whose name it would be done has left, none begins.
 */
const KEEP = `
  with locked as (select id from chat where id = $1 for no key update),
  held as (
    select run.id, $9 = 'ended' or ${askerIsThere('run')} as wanted from locked join run on run."chatId" = locked.id
    where run.id = $2 and run.owner = $3 and run.epoch = $4 and run.status in ('queued', 'deciding', 'running')
    for update of run
  ),
  kept as (
    insert into tool_call (id, "stepId", "messageId", tool, input, state, result, approval, "startedAt", "endedAt")
    select $6, step.id, step."messageId", $7, $8, $9, $10, $12::jsonb, $13, $14
    from held join step on held.wanted and step.id = $5 and step."runId" = held.id and step.result is null
    on conflict (id) do update set state = excluded.state, result = excluded.result, "endedAt" = excluded."endedAt",
      approval = coalesce(excluded.approval, tool_call.approval)
    where tool_call.state <> 'ended'
    returning "messageId"
  ),
  used as (
    insert into file_use ("fileId", "messageId", "chatId", seq, kind)
    select file."fileId", message.id, message."chatId", message.seq, file.kind
    from kept join message on message.id = kept."messageId",
      jsonb_to_recordset($15::jsonb) as file("fileId" text, kind text)
    on conflict do nothing
  ),
  raised as (update chat set version = version + 1 from kept where chat.id = $1 returning chat.version),
  told as (
    update message set version = raised.version, extras = coalesce(extras, '{}') || jsonb_build_object('cards',
      case when jsonb_path_exists(extras, '$.cards[*] ? (@.key == $key)', jsonb_build_object('key', $6::text)) then (
        select jsonb_agg(case when card->>'key' = $6 then $11::jsonb else card end order by place)
        from jsonb_array_elements(extras->'cards') with ordinality as cards(card, place)
      ) else coalesce(extras->'cards', '[]') || jsonb_build_array($11::jsonb) end
    ) || case when $15::jsonb = '[]' then '{}' else
      jsonb_build_object('attachments', coalesce(extras->'attachments', '[]') || $15::jsonb) end
      || case when $16::jsonb is null then '{}' else
      jsonb_build_object('charts', coalesce(extras->'charts', '[]') || jsonb_build_array($16::jsonb)) end
    from kept, raised where message.id = kept."messageId" and message."deletedAt" is null returning message.*
  )
  select told.*, (select wanted from held) as wanted from (select) as one left join told on true`;

/** `unwanted`: the person who asked is not in the chat any more. */
export type KeepOutcome = { kind: 'kept'; change: ChatChange } | { kind: 'kept-before' | 'unwanted' | 'lost' };

/** Keeps what is known of a call and shows it on its answer, as one statement, only for who holds the run. */
export async function keepCall(pool: Queryable, call: CallWrite): Promise<KeepOutcome> {
  const { hold, chatId, stepId, card, attachments, chart = null } = call;
  const values = [
    ...[chatId, hold.runId, hold.owner, hold.epoch, stepId],
    ...[card.key, card.tool, call.input, call.state, call.result, JSON.stringify(card)],
    card.approval === undefined ? null : JSON.stringify(card.approval),
    new Date(card.startedAt),
    card.endedAt === null ? null : new Date(card.endedAt),
    JSON.stringify(attachments),
    chart === null ? null : JSON.stringify(chart),
  ];
  const { rows } = await retrySerialisation(() =>
    pool.query<Partial<MessageRow> & { wanted: boolean | null }>({ name: 'keep-call', text: KEEP, values }),
  );
  const [row] = rows;
  if (row === undefined || row.wanted === null) return { kind: 'lost' };
  if (!row.wanted) return { kind: 'unwanted' };
  if (!isTold(row)) return { kind: 'kept-before' };
  return { kind: 'kept', change: { chatId, version: row.version, messages: [messageOf(row)] } };
}

/** Without a message every column of it is null. */
function isTold<T extends Partial<MessageRow>>(row: T): row is T & MessageRow {
  return typeof row.id === 'string';
}

const StoredCall = z.object({
  tool: z.string(),
  input: z.string(),
  state: z.enum(['asked', 'begun', 'ended']),
  result: z.nullable(z.string()),
  approval: z.nullable(ToolApproval),
  startedAt: z.date(),
});
export type StoredCall = z.infer<typeof StoredCall>;

export async function readCall(pool: Queryable, key: string): Promise<StoredCall | undefined> {
  const { rows } = await pool.query(
    'select tool, input, state, result, approval, "startedAt" from tool_call where id = $1',
    [key],
  );
  return rows[0] === undefined ? undefined : StoredCall.parse(rows[0]);
}

const Whole = z.object({ input: z.string(), result: z.nullable(z.string()) });

/** A call of an answer in this chat, whole; undefined where there is none, or the answer was deleted. */
export async function readCallOf(
  pool: Queryable,
  { chatId, messageId, key }: { chatId: string; messageId: string; key: string },
): Promise<z.infer<typeof Whole> | undefined> {
  const { rows } = await pool.query(
    `select c.input, c.result from tool_call c join message m on m.id = c."messageId"
     where c.id = $1 and m.id = $2 and m."chatId" = $3 and m."deletedAt" is null`,
    [key, messageId, chatId],
  );
  return rows[0] === undefined ? undefined : Whole.parse(rows[0]);
}

/** A model's turn, as JSON; undefined where none was kept. */
export async function readTurn(pool: Queryable, key: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ turn: string }>('select turn from step_turn where id = $1', [key]);
  return rows[0]?.turn;
}

/**
 * Keeps a model's turn, once, for who holds the run: `lost` where it is not theirs, or another has kept one, `over` where
 * the step has ended, as when its answer was deleted.
 */
export async function keepTurn(
  pool: Queryable,
  { hold, stepId, key, turn }: { hold: Hold; stepId: string; key: string; turn: string },
): Promise<'kept' | 'over' | 'lost'> {
  const { rows } = await retrySerialisation(() =>
    pool.query<{ own: boolean; over: boolean }>(
      `with held as (
         select run.id from run where run.id = $1 and run.owner = $2 and run.epoch = $3
           and run.status in ('queued', 'deciding', 'running') for key share
       ),
       kept as (
         insert into step_turn (id, "stepId", epoch, turn)
         select $4, step.id, $3, $5 from held join step on step.id = $6 and step."runId" = held.id and step.result is null
         on conflict do nothing returning id
       )
       select exists (select from kept)
         or exists (select from held, step_turn where step_turn.id = $4 and step_turn.epoch = $3) as own,
           exists (select from held join step on step."runId" = held.id and step.id = $6 and step.result is not null) as over`,
      [hold.runId, hold.owner, hold.epoch, key, turn, stepId],
    ),
  );
  if (rows[0]?.own === true) return 'kept';
  return rows[0]?.over === true ? 'over' : 'lost';
}

const Questioned = z.object({ askedBy: z.string(), isOver: z.boolean(), card: z.nullable(ToolCard) });

/** What a call that runs wants to know, and of whom; undefined where there is no such call. */
export async function readQuestion(
  pool: Queryable,
  { chatId, messageId, key }: { chatId: string; messageId: string; key: string },
): Promise<{ askedBy: string; isOver: boolean; question: ToolCard['question'] } | undefined> {
  const { rows } = await pool.query(
    `select r."askedBy", c.state = 'ended' or s.result is not null as "isOver",
       jsonb_path_query_first(m.extras, '$.cards[*] ? (@.key == $key)', jsonb_build_object('key', c.id)) as card
     from tool_call c join step s on s.id = c."stepId" join run r on r.id = s."runId" join message m on m.id = c."messageId"
     where c.id = $1 and c."messageId" = $2 and r."chatId" = $3 and m."deletedAt" is null`,
    [key, messageId, chatId],
  );
  if (rows[0] === undefined) return undefined;
  const { card, ...rest } = Questioned.parse(rows[0]);
  return { ...rest, question: card?.question };
}

/** Notes on a call and its card that nobody decided about it in time. */
const EXPIRE = `
  with locked as (select id from chat where id = $1 for no key update),
  decided as (
    update tool_call set approval = approval || '{"decision": {"by": null, "allowed": false, "reason": ""}}'
    from locked, step
    where tool_call.id = $2 and step.id = tool_call."stepId" and step.result is null
      and state = 'asked' and approval->'decision' = 'null'
    returning tool_call."messageId", tool_call.approval
  ),
  raised as (update chat set version = version + 1 from decided where chat.id = $1 returning chat.version)
  update message set version = raised.version, extras = jsonb_set(extras, '{cards}', (
    select jsonb_agg(case when card->>'key' = $2 then card || jsonb_build_object('approval', decided.approval) else card end
      order by place)
    from jsonb_array_elements(extras->'cards') with ordinality as cards(card, place)
  ))
  from decided, raised where message.id = decided."messageId" and jsonb_exists(extras, 'cards') returning message.*`;

/** Null where somebody decided before, or nobody asks any more. */
export async function expireApproval(
  pool: Queryable,
  { chatId, key }: { chatId: string; key: string },
): Promise<ChatChange | null> {
  const { rows } = await retrySerialisation(() => pool.query<MessageRow>(EXPIRE, [chatId, key]));
  const [row] = rows;
  return row === undefined ? null : { chatId, version: row.version, messages: [messageOf(row)] };
}

/** SQL for whether all who said yes are in the chat still; `approval` and `chatId` are names in the query. */
function yesStands(approval: string, chatId: string): string {
  return `not exists (
    select from jsonb_array_elements_text(coalesce(${approval}->'votes', '[]') || (${approval}->'decision'->'by')) as yes(id)
    where not exists (
      select from member m
      where m."chatId" = ${chatId} and m."contactId" = yes.id and m.kind = 'user' and m."leftAt" is null
    )
  )`;
}

/** Whether people who are there still have allowed this agent this tool in this run before, by what it would need now. */
export async function wasAllowed(
  pool: Queryable,
  { runId, agentId, tool, terms }: { runId: string; agentId: string; tool: string; terms: Terms },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from tool_call c join step s on s.id = c."stepId" join run r on r.id = s."runId"
     where s."runId" = $1 and s."agentId" = $2 and c.tool = $3
       and c.approval->'decision'->>'allowed' = 'true' and c.approval->'decision'->>'by' is not null
       and c.approval->'terms' = $4::jsonb and ${yesStands('c.approval', 'r."chatId"')} limit 1`,
    [runId, agentId, tool, JSON.stringify(terms)],
  );
  return (rowCount ?? 0) > 0;
}

/** Whether all who said yes to a call are in its chat still. */
export async function isStillAllowed(
  pool: Queryable,
  { chatId, key }: { chatId: string; key: string },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from tool_call c where c.id = $1 and ${yesStands('c.approval', '$2')}`,
    [key, chatId],
  );
  return (rowCount ?? 0) > 0;
}
