import type { StepResult } from '../../agents/engines/engine.ts';
import { newId } from '../../shared/ids.ts';
import type { Writing } from './changes.ts';
import type { Prisma } from './generated/client.ts';
import { RecordedResult } from './steps.ts';

/**
 * Gives a run the recorded answers of another one, for what is made of them; they stay that run's, which has paid for them.
 */
export async function copyAnswers({ tx }: Writing, { from, to }: { from: string; to: string }): Promise<void> {
  const answers = await tx.step.findMany({ where: { runId: from, kind: 'answer' } });
  const data = answers.map(({ agentId, messageId, position, kind, text, result, handedBy, task }) => ({
    id: newId(),
    runId: to,
    agentId,
    messageId,
    position,
    kind,
    text,
    handedBy,
    task,
    result: result === null ? undefined : copied(RecordedResult.parse(result)),
  }));
  await tx.step.createMany({ data });
}

/** Nothing counts what has no facts; `copied` tells it from an answer that was written again. */
function copied(result: StepResult): Prisma.InputJsonObject {
  const uncounted = result.kind === 'failed' ? { facts: undefined } : { facts: null };
  return { ...result, ...uncounted, copied: true };
}
