import type { Pool } from 'pg';
import { z } from 'zod';
import { BANDS } from '../../agents/models/router/winRates.ts';
import { Tier } from '../../shared/contact.ts';

type Queryable = Pick<Pool, 'query'>;

const Kept = z.object({
  agentId: z.string(),
  tier: Tier,
  band: z.enum(BANDS),
  wins: z.number(),
  losses: z.number(),
  answers: z.int(),
});
/** What answers of an agent came to, as of when it was last counted. */
export type KeptRate = z.infer<typeof Kept>;

/** Stands for all agents where something is forgotten. */
const ALL = '*';

export async function readWinRates(pool: Queryable): Promise<KeptRate[]> {
  const { rows } = await pool.query('select * from win_rate order by "agentId", tier, band');
  return z.array(Kept).parse(rows);
}

/** True for one process at a time, and not again before that long. */
export async function claimCounting(pool: Queryable, now: number, everyMs: number): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update workspace set "ratesAt" = $1 where "ratesAt" is null or "ratesAt" <= $2`,
    [new Date(now), new Date(now - everyMs)],
  );
  return rowCount === 1;
}

const REPLACE = `
  with given as (
    select * from unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::float8[], $6::int[])
      as given("agentId", tier, band, wins, losses, answers)
  ),
  gone as (
    delete from win_rate kept where not exists (
      select from given where given."agentId" = kept."agentId" and given.tier = kept.tier and given.band = kept.band
    )
  )
  insert into win_rate ("agentId", tier, band, wins, losses, answers) select * from given
  on conflict ("agentId", tier, band) do update
    set wins = excluded.wins, losses = excluded.losses, answers = excluded.answers`;

/** Puts these in the place of what was known. */
export async function replaceWinRates(pool: Queryable, rates: readonly KeptRate[]): Promise<void> {
  await pool.query(REPLACE, [
    ...(['agentId', 'tier', 'band', 'wins', 'losses', 'answers'] as const).map((of) => rates.map((rate) => rate[of])),
  ]);
}

const Reset = z.object({ agentId: z.string(), since: z.date() });

/** From when on answers of an agent count. */
export async function readResets(pool: Queryable): Promise<(agentId: string) => number> {
  const { rows } = await pool.query('select "agentId", since from win_reset');
  const since = new Map(
    z
      .array(Reset)
      .parse(rows)
      .map((row) => [row.agentId, row.since.getTime()]),
  );
  return (agentId) => Math.max(since.get(ALL) ?? 0, since.get(agentId) ?? 0);
}

/** Forgets what an agent's answers came to until now, or those of all with null. */
export async function forgetWinRates(pool: Queryable, agentId: string | null, now: number): Promise<void> {
  await pool.query(
    `insert into win_reset ("agentId", since) values ($1, $2) on conflict ("agentId") do update set since = excluded.since`,
    [agentId ?? ALL, new Date(now)],
  );
  await pool.query('delete from win_rate where $1::text is null or "agentId" = $1', [agentId]);
}
