import type { Pool } from 'pg';
import { z } from 'zod';
import type { ChatChange } from '../../shared/chat.ts';
import { newId } from '../../shared/ids.ts';
import type { Message, Steer } from '../../shared/message.ts';
import type { Writing } from './changes.ts';
import type { Message as MessageRow } from './generated/client.ts';
import { extrasOf, setExtras } from './messageChanges.ts';
import { messageOf } from './messages.ts';
import { retrySerialisation } from './retry.ts';
import type { Hold } from './runs.ts';

type Queryable = Pick<Pool, 'query'>;

/** Whether an answer is being made, and nobody has asked for its end. */
export async function isBeingMade({ tx }: Writing, messageId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from step s join run r on r.id = s."runId"
    where s."messageId" = ${messageId} and s.result is null and not s."stopAsked" and not r."stopAsked"
      and r.status in ('queued', 'deciding', 'running')`;
  return rows.length > 0;
}

/** Keeps what a person adds to an answer, and shows it there. */
export async function insertSteer(
  writing: Writing,
  message: Message,
  { userId, text }: { userId: string; text: string },
): Promise<Message> {
  const steer: Steer = { id: newId(), by: userId, text, at: Date.now(), taken: false };
  const createdAt = new Date(steer.at);
  await writing.tx.steer.create({ data: { id: steer.id, messageId: message.id, userId, text, createdAt } });
  const steers = [...(message.steers ?? []), steer];
  return setExtras(writing, message.id, { ...extrasOf(message), steers });
}

const Stored = z.object({
  id: z.string(),
  userId: z.string(),
  name: z.nullable(z.string()),
  text: z.string(),
  turn: z.nullable(z.string()),
});
export type StoredSteer = z.infer<typeof Stored>;

/** All that people added to an answer, the first first; `turn` is that before which it was taken up. */
export async function readSteers(pool: Queryable, messageId: string): Promise<StoredSteer[]> {
  const { rows } = await pool.query({
    name: 'read-steers',
    text: `select s.id, s."userId", u.name, s.text, s.turn from steer s left join "user" u on u.id = s."userId"
     where s."messageId" = $1 order by s."createdAt", s.id`,
    values: [messageId],
  });
  return z.array(Stored).parse(rows);
}

/** Locks chat and run in the order in which every change does. */
const TAKE = `
  with locked as (select id from chat where id = $1 for no key update),
  held as (
    select run.id from locked join run on run."chatId" = locked.id
    where run.id = $2 and run.owner = $3 and run.epoch = $4 and run.status in ('queued', 'deciding', 'running')
    for update of run
  ),
  taken as (update steer set turn = $6 from held where steer."messageId" = $5 and steer.id = any($7) returning steer.id),
  raised as (
    update chat set version = version + 1 where id = $1 and exists (select from taken) returning version
  ),
  told as (
    update message set version = raised.version, extras = jsonb_set(extras, '{steers}', (
      select jsonb_agg(case when steer->>'id' = any($7) then steer || '{"taken": true}' else steer end order by place)
      from jsonb_array_elements(extras->'steers') with ordinality as steers(steer, place)
    ))
    from raised where message.id = $5 and jsonb_exists(extras, 'steers') returning message.*
  )
  select told.*, (select count(*)::int from held) as held from (select) as one left join told on true`;

export type TakeOutcome = { kind: 'taken'; change: ChatChange | null } | { kind: 'lost' };

/** Gives what people added to a turn, once for all, in the name of who holds the run. */
export async function takeSteers(
  pool: Queryable,
  {
    hold,
    chatId,
    messageId,
    turn,
    ids,
  }: { hold: Hold; chatId: string; messageId: string; turn: string; ids: readonly string[] },
): Promise<TakeOutcome> {
  const { rows } = await retrySerialisation(() =>
    pool.query<MessageRow & { held: number }>(TAKE, [chatId, hold.runId, hold.owner, hold.epoch, messageId, turn, ids]),
  );
  const [row] = rows;
  if (row === undefined || row.held === 0) return { kind: 'lost' };
  // Without a message every column of it is null.
  const isTold = (row.id as string | null) !== null;
  return { kind: 'taken', change: isTold ? { chatId, version: row.version, messages: [messageOf(row)] } : null };
}
