import type { Pool } from 'pg';
import { z } from 'zod';
import { RunStatus } from '../../shared/run.ts';
import { retrySerialisation } from './retry.ts';
import type { NewRun } from './send.ts';

/** A run in somebody's hands: whoever took it later has a higher epoch, and writes in the name of this one are void. */
export type Hold = { runId: string; owner: string; epoch: number };

/** How long a hold lasts without being renewed. */
export const LEASE_MS = 3_000;

const GOING = `('queued', 'deciding', 'running')`;
const LEASE = `now() + ${LEASE_MS} * interval '1 millisecond'`;

/** SQL for whether the person in whose name this run works is in its chat: what they asked for ends with that. */
export function askerIsThere(run: string): string {
  return `exists (
    select from member asker join "user" person on person.id = asker."contactId"
    where asker."chatId" = ${run}."chatId" and asker."contactId" = ${run}."askedBy"
      and asker.kind = 'user' and asker."leftAt" is null
  )`;
}

const Taken = z.object({
  id: z.string(),
  chatId: z.string(),
  requestId: z.string(),
  askedBy: z.string(),
  status: RunStatus,
  undecided: z.boolean(),
  stopAsked: z.boolean(),
  epoch: z.int(),
  attempts: z.int(),
});
export type Taken = z.infer<typeof Taken>;

/** What is known of a run by who has just stored it: where it belongs, and who answers in it. */
export type FreshRun = Pick<Taken, 'chatId' | 'requestId' | 'askedBy'> & Pick<NewRun, 'answers'>;

/**
 * Takes a run that is nobody's; undefined where it is over or in other hands. Where it was in hands before, its
 * unfinished answers begin a new epoch.
 */
export async function takeRun(pool: Pick<Pool, 'query'>, runId: string, owner: string): Promise<Taken | undefined> {
  const { rows } = await pool.query({
    name: 'take-run',
    text: `with taken as (
       update run set owner = $2, epoch = epoch + 1, attempts = attempts + 1, "leaseUntil" = ${LEASE},
         status = case status when 'queued' then 'running' else status end
       where id = $1 and status in ${GOING} and ("leaseUntil" is null or "leaseUntil" < now())
       returning id, "chatId", "requestId", "askedBy", status, undecided,
         "stopAsked" or not ${askerIsThere('run')} as "stopAsked", epoch, attempts
     ), begun as (
       update message m set epoch = m.epoch + 1 from taken t, step s
       where t.epoch > 1 and s."runId" = t.id and s.result is null and m.id = s."messageId" and m.status = 'streaming'
     )
     select * from taken`,
    values: [runId, owner],
  });
  return rows[0] === undefined ? undefined : Taken.parse(rows[0]);
}

const Renewed = z.object({
  id: z.string(),
  epoch: z.int(),
  stopAsked: z.boolean(),
  stopped: z.array(z.string()),
  /** Its chat keeps to local models. */
  localOnly: z.boolean(),
});
export type Renewed = z.infer<typeof Renewed>;

/** Renews holds; what is not in the answer is lost. The answer also names what people asked for meanwhile. */
export async function renewHolds(pool: Pick<Pool, 'query'>, owner: string, holds: readonly Hold[]): Promise<Renewed[]> {
  const { rows } = await pool.query({
    name: 'renew-holds',
    text: `update run r set "leaseUntil" = ${LEASE}
     from unnest($2::text[], $3::int[]) as held(id, epoch)
     where r.id = held.id and r.epoch = held.epoch and r.owner = $1 and r.status in ${GOING}
     returning r.id, r.epoch, r."stopAsked" or not ${askerIsThere('r')} as "stopAsked",
       array(select s.id from step s where s."runId" = r.id and s."stopAsked" and s.result is null) as stopped,
       (select c."localOnly" from chat c where c.id = r."chatId") as "localOnly"`,
    values: [owner, holds.map((hold) => hold.runId), holds.map((hold) => hold.epoch)],
  });
  return z.array(Renewed).parse(rows);
}

/** Puts runs back for whoever comes next, at once; being handed over is no failed attempt. */
export async function releaseHolds(pool: Pick<Pool, 'query'>, owner: string, holds: readonly Hold[]): Promise<void> {
  await retrySerialisation(() =>
    pool.query(
      `update run r set "leaseUntil" = null, owner = null, attempts = greatest(attempts - 1, 0),
         status = case when undecided then 'deciding' else 'queued' end
       from unnest($2::text[], $3::int[]) as held(id, epoch)
       where r.id = held.id and r.epoch = held.epoch and r.owner = $1 and r.status in ${GOING}`,
      [owner, holds.map((hold) => hold.runId), holds.map((hold) => hold.epoch)],
    ),
  );
}

/** Frees every run whoever holds it: for a process that knows it is the only one. */
export async function freeAllRuns(pool: Pick<Pool, 'query'>): Promise<void> {
  await pool.query(`update run set "leaseUntil" = null where status in ${GOING} and "leaseUntil" is not null`, []);
}

const Waiting = z.object({ id: z.string(), epoch: z.int() });
export type Waiting = z.infer<typeof Waiting>;

/** Runs that nobody holds, the oldest first. */
export async function waitingRuns(pool: Pick<Pool, 'query'>, most: number): Promise<Waiting[]> {
  const { rows } = await pool.query({
    name: 'waiting-runs',
    text: `select id, epoch from run
     where status in ${GOING} and ("leaseUntil" is null or "leaseUntil" < now())
     order by "createdAt" limit $1`,
    values: [most],
  });
  return z.array(Waiting).parse(rows);
}

const Ids = z.array(z.object({ id: z.string() }));

/** Asks all that is going on in a chat to stop; the ids of the runs. */
export async function askChatToStop(pool: Pick<Pool, 'query'>, chatId: string): Promise<string[]> {
  const { rows } = await retrySerialisation(() =>
    pool.query(`update run set "stopAsked" = true where "chatId" = $1 and status in ${GOING} returning id`, [chatId]),
  );
  return Ids.parse(rows).map((row) => row.id);
}
