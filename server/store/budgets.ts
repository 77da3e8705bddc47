import type { Pool } from 'pg';
import { z } from 'zod';
import { startOfWindow, windowOf } from '../../agents/models/budget/window.ts';
import type { BudgetRules, BudgetScope, BudgetWindow } from '../../shared/budget.ts';
import type { PrismaClient } from './database.ts';
import { retrySerialisation } from './retry.ts';
import { PAID, PARTS } from './spending.ts';

type Queryable = Pick<Pool, 'query'>;

/** So much of a limit spent is worth a word. */
const WARN_PERCENT = 80;
const FORGOTTEN_AFTER_MS = 86_400_000;

const Micros = z.coerce.number().pipe(z.int());
const Kept = z.object({
  scopeKind: z.enum(['workspace', 'user', 'chat', 'agent', 'run']),
  scopeId: z.string(),
  window: z.enum(['day', 'month', 'run']),
  limitMicros: Micros,
  spentMicros: Micros,
  reservedMicros: Micros,
  /** What the last call would have cost that was refused for it. */
  refusedMicros: z.nullable(Micros),
  /** A run's ends with it. */
  endsAt: z.nullable(z.date()),
});
export type KeptBudget = z.infer<typeof Kept>;

/** Where a call counts: what people set limits for, or one run. */
export type SpendScope = BudgetScope | { kind: 'run'; id: string };

/** Windows are those of the workspace's time zone, wherever people are. */
type When = { now: number; timeZone: string };

function idOf({ kind, id }: SpendScope, window: BudgetWindow | 'run'): string {
  return `${kind}/${id}/${window}`;
}

function idsOf(scopes: readonly SpendScope[]): string[] {
  return scopes.flatMap((scope) =>
    scope.kind === 'run' ? [idOf(scope, 'run')] : [idOf(scope, 'day'), idOf(scope, 'month')],
  );
}

/** When the windows that hold `now` end. */
function endsOf({ now, timeZone }: When): { day: Date; month: Date } {
  const end = (window: BudgetWindow) => new Date(windowOf(window, now, timeZone).endsAt ?? now);
  return { day: end('day'), month: end('month') };
}

/** A window that is over has nothing spent in it; what is reserved goes on. $1 is now, $2 and $3 when the windows end. */
const ROLLED = `
  case when budget."endsAt" <= $1 then 0 else budget."spentMicros" end`;
const NEXT_END = `
  case when budget."endsAt" is null or budget."endsAt" > $1 then budget."endsAt" when budget."window" = 'day' then $2::timestamptz else $3::timestamptz end`;

/** Budgets are locked in the order of their ids, here and wherever else several are changed. */
const RESERVE = `
  with held as (
    select budget.id, budget."limitMicros", ${ROLLED} + budget."reservedMicros" as taken
    from budget where budget.id = any($4::text[]) order by budget.id for update
  ),
  refused as (select id from held where taken + $5::bigint > "limitMicros"),
  inserted as (
    insert into budget_reservation ("callId", "budgetId", micros, "expiresAt")
    select $6, held.id, $5::bigint, $7 from held where not exists (select from refused)
    on conflict do nothing returning "budgetId", micros
  ),
  added as (
    update budget set "reservedMicros" = budget."reservedMicros" + inserted.micros, "spentMicros" = ${ROLLED},
      "warnedOf" = case when budget."endsAt" <= $1 then null else budget."warnedOf" end, "endsAt" = ${NEXT_END}
    from inserted where budget.id = inserted."budgetId"
  ),
  noted as (update budget set "refusedMicros" = $5::bigint from refused where budget.id = refused.id)
  select (select min(id) from refused) as refused`;

export type Reservation = {
  callId: string;
  scopes: readonly SpendScope[];
  /** A whole number. */
  micros: number;
  lastsMs: number;
} & When;

/** Sets aside what a call may cost in all of its budgets, or in none of them; undefined, or the budget that is in the way. */
export async function reserveBudgets(pool: Queryable, reservation: Reservation): Promise<string | undefined> {
  const { callId, scopes, micros, now, lastsMs } = reservation;
  const ends = endsOf(reservation);
  const ids = idsOf(scopes);
  const { rows } = await retrySerialisation(() =>
    pool.query<{ refused: string | null }>({
      name: 'reserve-budgets',
      text: RESERVE,
      values: [new Date(now), ends.day, ends.month, ids, micros, callId, new Date(now + lastsMs)],
    }),
  );
  return rows[0]?.refused ?? undefined;
}

const SETTLE = `
  with held as (
    select budget.id, budget."warnedOf" from budget
    where budget.id in (select "budgetId" from budget_reservation where "callId" = $4) order by budget.id for update
  ),
  gone as (
    delete from budget_reservation using held
    where budget_reservation."callId" = $4 and budget_reservation."budgetId" = held.id
    returning budget_reservation."budgetId", budget_reservation.micros, budget_reservation.expired
  ),
  counted as (
    update budget set
      "reservedMicros" = budget."reservedMicros" - case when gone.expired then 0 else gone.micros end,
      "spentMicros" = ${ROLLED} + coalesce($5::bigint, gone.micros),
      "warnedOf" = case
        when coalesce($5::bigint, gone.micros) > 0
          and (${ROLLED} + coalesce($5::bigint, gone.micros)) * 100 >= budget."limitMicros" * ${WARN_PERCENT}
        then budget."limitMicros"
        when budget."endsAt" <= $1 then null else budget."warnedOf" end,
      "endsAt" = ${NEXT_END}
    from gone where budget.id = gone."budgetId" returning budget.*
  )
  select counted.* from counted join held on held.id = counted.id
  where counted."warnedOf" is not null and held."warnedOf" is distinct from counted."warnedOf"`;

/**
 * Counts what a call cost where it was reserved, once; null counts as all of it. What comes back are the budgets most of
 * which is spent by it, of which nobody was told yet.
 */
export async function settleBudgets(
  pool: Queryable,
  { callId, micros, ...when }: { callId: string; micros: number | null } & When,
): Promise<KeptBudget[]> {
  const { now } = when;
  const ends = endsOf(when);
  const { rows } = await retrySerialisation(() =>
    pool.query({
      name: 'settle-budgets',
      text: SETTLE,
      values: [new Date(now), ends.day, ends.month, callId, micros],
    }),
  );
  return z.array(Kept).parse(rows);
}

const EXPIRE = `
  with held as (
    select budget.id from budget
    where budget.id in (select "budgetId" from budget_reservation where "expiresAt" <= $1 and not expired)
    order by budget.id for update
  ),
  marked as (
    update budget_reservation set expired = true from held
    where budget_reservation."budgetId" = held.id and budget_reservation."expiresAt" <= $1
      and not budget_reservation.expired
    returning budget_reservation."budgetId", budget_reservation.micros
  ),
  summed as (select "budgetId", sum(micros) as micros from marked group by "budgetId")
  update budget set "reservedMicros" = budget."reservedMicros" - summed.micros
  from summed where budget.id = summed."budgetId"`;

/** Somebody may want to raise it and go on for a while after the run. */
const FORGET_RUNS = `
  delete from budget where "scopeKind" = 'run' and "reservedMicros" = 0
    and not exists (select from run where run.id = budget."scopeId" and coalesce(run."finishedAt", now()) > $1)`;

/** Frees what dead processes had set aside, and forgets what is long over. */
export async function expireReservations(pool: Queryable, now: number): Promise<void> {
  await retrySerialisation(() => pool.query(EXPIRE, [new Date(now)]));
  await pool.query(FORGET_RUNS, [new Date(now - FORGOTTEN_AFTER_MS)]);
  await pool.query('delete from budget_reservation where expired and "expiresAt" <= $1', [
    new Date(now - FORGOTTEN_AFTER_MS),
  ]);
}

/** What was spent in the window so far, by what ended in it. */
const SET = `
  insert into budget (id, "scopeKind", "scopeId", "window", "limitMicros", "endsAt", "spentMicros")
  select $2, $3, $4, $5, $6::bigint, $7, coalesce(sum(cost), 0)
  from ${PAID} ${PARTS}
  where case $3 when 'workspace' then true when 'user' then "askedBy" = $4 when 'chat' then "chatId" = $4
    else coalesce(by, "agentId") = $4 end
  on conflict (id) do update set "limitMicros" = excluded."limitMicros"`;

export type BudgetSetting = { scope: BudgetScope; window: BudgetWindow; limitMicros: number | null } & When;

/** Sets or raises a limit, or takes it away with null. A new one counts what was spent in its window before. */
export async function setBudget(pool: Queryable, setting: BudgetSetting): Promise<void> {
  const { scope, window, limitMicros, now, timeZone } = setting;
  const id = idOf(scope, window);
  if (limitMicros === null) {
    await pool.query('delete from budget where id = $1', [id]);
    return;
  }
  const since = new Date(startOfWindow(window, now, timeZone));
  const values = [since, id, scope.kind, scope.id, window, limitMicros, endsOf(setting)[window]];
  await retrySerialisation(() => pool.query(SET, values));
}

/** Every budget that people set, or those of these scopes, in the order of their ids. */
export async function readBudgets(
  pool: Queryable,
  { scopes, ...when }: { scopes?: readonly SpendScope[] } & When,
): Promise<KeptBudget[]> {
  const ends = endsOf(when);
  const { rows } = await pool.query(
    `select *, ${ROLLED} as "spentMicros", ${NEXT_END} as "endsAt" from budget
     where case when $4::text[] is null then "scopeKind" <> 'run' else id = any($4::text[]) end order by id`,
    [new Date(when.now), ends.day, ends.month, scopes === undefined ? null : idsOf(scopes)],
  );
  return z.array(Kept).parse(rows);
}

/** Begins the budget of a run, once; `moreMicros` are added to it then and later. */
export async function limitRun(
  pool: Queryable,
  { runId, limitMicros, moreMicros = 0 }: { runId: string; limitMicros: number; moreMicros?: number },
): Promise<void> {
  await pool.query(
    `insert into budget (id, "scopeKind", "scopeId", "window", "limitMicros") values ($1, 'run', $2, 'run', $3::bigint + $4::bigint)
     on conflict (id) do update set "limitMicros" = budget."limitMicros" + $4::bigint where $4::bigint > 0`,
    [idOf({ kind: 'run', id: runId }, 'run'), runId, limitMicros, moreMicros],
  );
}

/** Raises a limit by so much, or as far as the call needs it that was refused. */
export async function raiseBudget(
  pool: Queryable,
  { scope, window, byMicros }: { scope: BudgetScope; window: BudgetWindow; byMicros: number },
): Promise<void> {
  await pool.query(
    `update budget set "limitMicros" = greatest("limitMicros" + $2::bigint,
       "spentMicros" + "reservedMicros" + coalesce("refusedMicros", 0))
     where id = $1`,
    [idOf(scope, window), byMicros],
  );
}

/** Who may raise a limit: who runs the chat, for a chat's, and the admins of the workspace, for all others. */
export async function readRaisers(pool: Queryable, { kind, id }: BudgetScope): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    kind === 'chat'
      ? `select "contactId" as id from member where "chatId" = $1 and kind = 'user' and "leftAt" is null
           and role in ('owner', 'admin')`
      : `select id from "user" where role = 'admin' and $1::text is not null`,
    [id],
  );
  return rows.map((row) => row.id);
}

const Rules: z.ZodType<BudgetRules> = z.object({ timeZone: z.string(), runLimitMicros: z.nullable(Micros) });

export async function readBudgetRules({ workspace }: Pick<PrismaClient, 'workspace'>): Promise<BudgetRules> {
  const row = await workspace.findFirst({ select: { timeZone: true, runLimitMicros: true } });
  return row === null ? { timeZone: 'UTC', runLimitMicros: null } : Rules.parse(row);
}

/** Changes them; windows that are open end as those of the new time zone do. */
export async function setBudgetRules(pool: Queryable, rules: BudgetRules, now: number): Promise<void> {
  const ends = endsOf({ now, timeZone: rules.timeZone });
  await pool.query('update workspace set "timeZone" = $1, "runLimitMicros" = $2', [
    rules.timeZone,
    rules.runLimitMicros,
  ]);
  await pool.query(
    `update budget set "endsAt" = case when "window" = 'day' then $2::timestamptz else $3::timestamptz end where "endsAt" > $1`,
    [new Date(now), ends.day, ends.month],
  );
}
