import type { Pool } from 'pg';
import { z } from 'zod';
import { MessageStatus } from '../../shared/message.ts';
import { ModelChoice } from '../../shared/modelChoice.ts';

const AnsweredFor = z.object({
  agentId: z.string(),
  runId: z.string(),
  askedBy: z.string(),
  status: MessageStatus,
  /** What a person wanted it to be given by. */
  choice: z.nullable(ModelChoice),
});
export type AnsweredFor = z.infer<typeof AnsweredFor>;

/** Whose answer a message of this chat is, and for whom; undefined where it is none. */
export async function readAnsweredFor(
  pool: Pick<Pool, 'query'>,
  { chatId, messageId }: { chatId: string; messageId: string },
): Promise<AnsweredFor | undefined> {
  const { rows } = await pool.query(
    `select m."senderId" as "agentId", m."runId", run."askedBy", m.status, (
       select step.choice from step where step."messageId" = m.id and step."runId" = run.id
       order by step.position desc limit 1
     ) as choice from message m join run on run.id = m."runId"
     where m.id = $1 and m."chatId" = $2 and m."senderKind" = 'agent' and m."deletedAt" is null`,
    [messageId, chatId],
  );
  return rows[0] === undefined ? undefined : AnsweredFor.parse(rows[0]);
}
