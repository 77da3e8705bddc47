import type { Pool } from 'pg';

/** People who lack a direct chat with some of these agents: the agent is newer than they, or their welcome was cut off. */
export async function readUnwelcomed(pool: Pick<Pool, 'query'>, agentIds: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select distinct u.id from "user" u cross join unnest($1::text[]) as agent(id)
    where not exists (
      select from chat c where c."directKey" in (u.id || ':' || agent.id, agent.id || ':' || u.id)
    )`,
    [agentIds],
  );
  return rows.map((row) => row.id);
}
