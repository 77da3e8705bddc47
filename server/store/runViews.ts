import type { Pool } from 'pg';
import type { Run as SharedRun } from '../../shared/run.ts';
import { RouteReason, RunStatus } from '../../shared/run.ts';
import type { Run as RunRow, Step as StepRow } from './generated/client.ts';

type Answering = Pick<StepRow, 'agentId' | 'messageId' | 'position'>;

/** A stored run with its steps, in any order, as it goes over the wire. */
export function runOf(row: RunRow, steps: readonly Answering[]): SharedRun {
  return {
    id: row.id,
    chatId: row.chatId,
    requestId: row.requestId,
    version: row.version,
    status: RunStatus.parse(row.status),
    reason: RouteReason.parse(row.reason),
    explanation: row.explanation,
    askedBy: row.askedBy,
    answers: steps
      .toSorted((a, b) => a.position - b.position)
      .map(({ agentId, messageId }) => ({ agentId, messageId })),
    costMicros: row.costMicros,
    createdAt: row.createdAt.getTime(),
    finishedAt: row.finishedAt?.getTime() ?? null,
  };
}

type RunWithSteps = RunRow & { steps: Answering[] };

/** Of a run `r`, as `readRuns` and the sync select it. */
export const RUN_WITH_STEPS = `r.*, coalesce((
  select json_agg(json_build_object('agentId', s."agentId", 'messageId', s."messageId", 'position', s.position))
  from step s where s."runId" = r.id
), '[]') as steps`;

export function runOfJoined({ steps, ...row }: RunWithSteps): SharedRun {
  return runOf(row, steps);
}

/** The runs that these messages asked for, and those of these ids; oldest first. */
export async function readRuns(
  pool: Pick<Pool, 'query'>,
  { requestIds, runIds }: { requestIds: readonly string[]; runIds: readonly string[] },
): Promise<SharedRun[]> {
  if (requestIds.length === 0 && runIds.length === 0) return [];
  const found = await pool.query<RunWithSteps>(
    `select ${RUN_WITH_STEPS} from run r where r."requestId" = any($1) or r.id = any($2) order by r."createdAt", r.id`,
    [requestIds, runIds],
  );
  return found.rows.map(runOfJoined);
}
