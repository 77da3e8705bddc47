import type { Pool } from 'pg';
import { retrySerialisation } from './retry.ts';
import type { Hold } from './runs.ts';

/** `first` is JSON; `text` stays of what was written. */
type Anew = { hold: Hold; stepId: string; first: string; text: string };

const ANEW = `
  with held as (
    select id from run
    where id = $1 and owner = $2 and epoch = $3 and status in ('queued', 'deciding', 'running') for update
  ),
  begun as (
    update step set first = $5::jsonb, text = $6, "updatedAt" = now() from held
    where step.id = $4 and step."runId" = held.id and step.result is null
    returning step."messageId"
  ),
  told as (
    update message set epoch = epoch + 1 from begun
    where message.id = begun."messageId" and message.status = 'streaming' returning message.epoch
  )
  select (select count(*)::int from begun) as begun, (select epoch from told) as epoch`;

/**
 * Keeps whose answer another takes the place of, and begins the next epoch of its bubble, which it gives back: null where
 * that is gone, undefined where the hold is lost.
 */
export async function beginAnew(
  pool: Pick<Pool, 'query'>,
  { hold, stepId, first, text }: Anew,
): Promise<number | null | undefined> {
  const values = [hold.runId, hold.owner, hold.epoch, stepId, first, text];
  const { rows } = await retrySerialisation(() =>
    pool.query<{ begun: number; epoch: number | null }>({ name: 'answer-anew', text: ANEW, values }),
  );
  const [row] = rows;
  return row === undefined || row.begun === 0 ? undefined : row.epoch;
}
