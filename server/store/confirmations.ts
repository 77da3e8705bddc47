import type { Pool } from 'pg';
import type { ToolName } from '../../agents/tools/toolNames.ts';

const CONFIRM: ToolName = 'confirm_understanding';

/** So long what a person confirmed holds. */
const HOLDS_HOURS = 24;

/**
 * The place of the newest request, of the same person in the same chat as this run, after which they themselves said yes
 * to what this agent understood in the last day, and which it was not told to forget; null where there is none.
 */
export async function confirmedUpto(
  pool: Pick<Pool, 'query'>,
  { runId, agentId }: { runId: string; agentId: string },
): Promise<number | null> {
  const { rows } = await pool.query<{ seq: number | null }>(
    `select max(request.seq) as seq
     from run this join run before on before."chatId" = this."chatId" and before."askedBy" = this."askedBy"
       join step s on s."runId" = before.id and s."agentId" = $2
       join tool_call c on c."stepId" = s.id and c.tool = $3
       join message request on request.id = before."requestId"
     where this.id = $1 and c."startedAt" > now() - make_interval(hours => $4) and request."deletedAt" is null
       and request.seq > coalesce((
         select max("uptoSeq") from chat_summary where "chatId" = this."chatId" and kind = 'forgotten'
       ), 0)
       and c.approval->'decision'->>'allowed' = 'true' and c.approval->'decision'->>'by' = this."askedBy"`,
    [runId, agentId, CONFIRM, HOLDS_HOURS],
  );
  return rows[0]?.seq ?? null;
}
