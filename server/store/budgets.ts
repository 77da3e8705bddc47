import type { Pool } from 'pg';
import { z } from 'zod';
import { windowOf } from '../../agents/models/budget/window.ts';
import type { BudgetScope, BudgetWindow } from '../../shared/budget.ts';
import { retrySerialisation } from './retry.ts';
import { PAID } from './spending.ts';

type Queryable = Pick<Pool, 'query'>;

/** Windows are those of this time zone, wherever people are. */
const TIME_ZONE = 'UTC';
/** So much of a limit spent is worth a word. */
const WARN_PERCENT = 80;
const FORGOTTEN_AFTER_MS = 86_400_000;

const Micros = z.coerce.number().pipe(z.int());
const Kept = z.object({
  scopeKind: z.enum(['workspace', 'user', 'chat', 'agent']),
  scopeId: z.string(),
  window: z.enum(['day', 'month']),
  limitMicros: Micros,
  spentMicros: Micros,
  reservedMicros: Micros,
  endsAt: z.date(),
});
export type KeptBudget = z.infer<typeof Kept>;

function idOf({ kind, id }: BudgetScope, window: BudgetWindow): string {
  return `${kind}/${id}/${window}`;
}

/** When the windows that hold `now` end. */
function endsOf(now: number): { day: Date; month: Date } {
  const end = (window: BudgetWindow) => new Date(windowOf(window, now, TIME_ZONE).endsAt ?? now);
  return { day: end('day'), month: end('month') };
}

/** A window that is over has nothing spent in it; what is reserved goes on. $1 is now, $2 and $3 when the windows end. */
const ROLLED = `
  case when budget."endsAt" <= $1 then 0 else budget."spentMicros" end`;
const NEXT_END = `
  case when budget."endsAt" > $1 then budget."endsAt" when budget."window" = 'day' then $2::timestamptz else $3::timestamptz end`;

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
  )
  select (select min(id) from refused) as refused`;

export type Reservation = {
  callId: string;
  scopes: readonly BudgetScope[];
  /** A whole number. */
  micros: number;
  now: number;
  lastsMs: number;
};

/** Sets aside what a call may cost in all of its budgets, or in none of them; undefined, or the budget that is in the way. */
export async function reserveBudgets(pool: Queryable, reservation: Reservation): Promise<string | undefined> {
  const { callId, scopes, micros, now, lastsMs } = reservation;
  const ends = endsOf(now);
  const ids = scopes.flatMap((scope) => [idOf(scope, 'day'), idOf(scope, 'month')]);
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
  { callId, micros, now }: { callId: string; micros: number | null; now: number },
): Promise<KeptBudget[]> {
  const ends = endsOf(now);
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

/** Frees what dead processes had set aside, and forgets what is long over. */
export async function expireReservations(pool: Queryable, now: number): Promise<void> {
  await retrySerialisation(() => pool.query(EXPIRE, [new Date(now)]));
  await pool.query('delete from budget_reservation where expired and "expiresAt" <= $1', [
    new Date(now - FORGOTTEN_AFTER_MS),
  ]);
}

/** What was spent in the window so far, by what ended in it. */
const SET = `
  insert into budget (id, "scopeKind", "scopeId", "window", "limitMicros", "endsAt", "spentMicros")
  select $2, $3, $4, $5, $6::bigint, $7, coalesce(sum((facts->>'costMicros')::bigint), 0)
  from ${PAID}
  where case $3 when 'workspace' then true when 'user' then "askedBy" = $4 when 'chat' then "chatId" = $4
    else "agentId" = $4 end
  on conflict (id) do update set "limitMicros" = excluded."limitMicros"`;

export type BudgetSetting = { scope: BudgetScope; window: BudgetWindow; limitMicros: number | null; now: number };

/** Sets or raises a limit, or takes it away with null. A new one counts what was spent in its window before. */
export async function setBudget(pool: Queryable, { scope, window, limitMicros, now }: BudgetSetting): Promise<void> {
  const id = idOf(scope, window);
  if (limitMicros === null) {
    await pool.query('delete from budget where id = $1', [id]);
    return;
  }
  const today = new Date(now).toISOString();
  const since = new Date(window === 'day' ? today.slice(0, 10) : `${today.slice(0, 7)}-01`);
  const values = [since, id, scope.kind, scope.id, window, limitMicros, endsOf(now)[window]];
  await retrySerialisation(() => pool.query(SET, values));
}

/** Every budget there is, in the order of their ids. */
export async function readBudgets(pool: Queryable, now: number): Promise<KeptBudget[]> {
  const ends = endsOf(now);
  const { rows } = await pool.query(
    `select *, ${ROLLED} as "spentMicros", ${NEXT_END} as "endsAt" from budget order by id`,
    [new Date(now), ends.day, ends.month],
  );
  return z.array(Kept).parse(rows);
}
