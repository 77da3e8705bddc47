import type { Pool } from 'pg';
import { retrySerialisation } from './retry.ts';
import type { Hold } from './runs.ts';

const KEEP = `
  with held as (
    select id from run
    where id = $1 and owner = $2 and epoch = $3 and status in ('queued', 'deciding', 'running') for key share
  )
  update step set spent = $5::jsonb, "updatedAt" = now() from held
  where step.id = $4 and step."runId" = held.id and step.result is null`;

/**
 * Keeps what a step used that is recorded with no turn or call of it, all of it as JSON, so that keeping it again counts
 * nothing twice. False where it has ended, or the hold is lost.
 */
export async function keepSpent(
  pool: Pick<Pool, 'query'>,
  { hold, stepId, spent }: { hold: Hold; stepId: string; spent: string },
): Promise<boolean> {
  const values = [hold.runId, hold.owner, hold.epoch, stepId, spent];
  const { rowCount } = await retrySerialisation(() => pool.query(KEEP, values));
  return rowCount === 1;
}
