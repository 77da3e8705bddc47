import type { Pool } from 'pg';
import { z } from 'zod';
import { Span, type SpanAttribute, type SpanKind, type SpanStatus } from '../../shared/trace.ts';

type Queryable = Pick<Pool, 'query'>;

/** A span as it is kept; `texts` is JSON. */
export type SpanRow = {
  id: string;
  traceId: string;
  parentId: string | null;
  runId: string;
  stepId: string | null;
  chatId: string;
  agentId: string | null;
  userId: string;
  kind: SpanKind;
  name: string;
  startedAt: number;
  endedAt: number;
  status: SpanStatus;
  errorCode: string | null;
  provider: string | null;
  model: string | null;
  inputTokens: number | null;
  outputTokens: number | null;
  cachedTokens: number | null;
  costMicros: number | null;
  attributes: Record<string, SpanAttribute>;
  texts: string | null;
};

const COLUMNS = `"traceId", "parentId", "runId", "stepId", "chatId", "agentId", "userId", kind, name, status,
  "errorCode", provider, model, "inputTokens", "outputTokens", "cachedTokens", "costMicros", attributes`;

/** Those whose chat is gone meanwhile are left out; texts only where they may be kept at this moment. */
const WRITE = `
  insert into span (id, ${COLUMNS}, "startedAt", "endedAt", texts)
  select id, ${COLUMNS}, to_timestamp("startedAt" / 1000.0), to_timestamp("endedAt" / 1000.0),
    case when exists (select from workspace where "tracePrompts") then texts end
  from jsonb_to_recordset($1::jsonb) as given(
    id text, "traceId" text, "parentId" text, "runId" text, "stepId" text, "chatId" text, "agentId" text,
    "userId" text, kind text, name text, status text, "errorCode" text, provider text, model text,
    "inputTokens" int, "outputTokens" int, "cachedTokens" int, "costMicros" bigint, attributes jsonb,
    "startedAt" float8, "endedAt" float8, texts text
  )
  where exists (select from chat where chat.id = given."chatId")
  on conflict (id) do nothing`;

/** Keeps spans as one statement; the first under an id stays. */
export async function writeSpans(pool: Queryable, rows: readonly SpanRow[]): Promise<void> {
  await pool.query({ name: 'write-spans', text: WRITE, values: [JSON.stringify(rows)] });
}

const READ = `
  select id, "parentId", kind, name, "agentId", (extract(epoch from "startedAt") * 1000)::float8 as "startedAt",
    (extract(epoch from "endedAt") * 1000)::float8 as "endedAt", status, "errorCode", provider, model,
    "inputTokens", "outputTokens", "cachedTokens", "costMicros"::float8 as "costMicros", attributes,
    texts is not null as "hasTexts"
  from span where "runId" = $1 and "chatId" = $2 order by "startedAt", "endedAt" desc limit $3`;

/** The spans of a run of this chat, at most `most`, in the order in which they began. */
export async function readSpans(
  pool: Queryable,
  { chatId, runId, most }: { chatId: string; runId: string; most: number },
): Promise<Span[]> {
  const { rows } = await pool.query(READ, [runId, chatId, most]);
  return z.array(Span).parse(rows);
}

/** What was said and answered, as JSON; undefined where nothing is kept. */
export async function readSpanTexts(
  pool: Queryable,
  { chatId, runId, spanId }: { chatId: string; runId: string; spanId: string },
): Promise<string | undefined> {
  const { rows } = await pool.query<{ texts: string | null }>(
    'select texts from span where id = $1 and "runId" = $2 and "chatId" = $3',
    [spanId, runId, chatId],
  );
  return rows[0]?.texts ?? undefined;
}

export async function forgetSpanTexts(pool: Queryable): Promise<void> {
  await pool.query('update span set texts = null where texts is not null', []);
}

/** Deletes what ended before; at most so many at once, how many there were. */
export async function sweepSpans(pool: Queryable, { before, most }: { before: Date; most: number }): Promise<number> {
  const { rowCount } = await pool.query(
    'delete from span where id in (select id from span where "startedAt" < $1 limit $2)',
    [before, most],
  );
  return rowCount ?? 0;
}
