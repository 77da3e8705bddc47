import { z } from 'zod';
import { MessageStatus } from '../../shared/message.ts';
import type { Writing } from './changes.ts';
import { StepKind } from './steps.ts';

const RetrySubject = z.object({
  senderId: z.string(),
  status: MessageStatus,
  text: z.string(),
  runId: z.string(),
  requestId: z.string(),
  kind: StepKind,
  position: z.int(),
  handedBy: z.nullable(z.string()),
  task: z.nullable(z.string()),
  requestThere: z.boolean(),
  agentThere: z.boolean(),
  /** Answers of its run that have no result. */
  unrecorded: z.int(),
});
export type RetrySubject = z.infer<typeof RetrySubject>;

/** An agent's answer in this chat with what decides whether it can be written again; undefined where it is none. */
export async function readRetry({ tx, chat }: Writing, messageId: string): Promise<RetrySubject | undefined> {
  const [row] = await tx.$queryRaw<unknown[]>`
    select m."senderId", m.status, m.text, m."runId", r."requestId", s.kind, s.position, s."handedBy", s.task,
      exists (select 1 from message q where q.id = r."requestId" and q."deletedAt" is null) as "requestThere",
      exists (select 1 from member a where a."chatId" = m."chatId" and a."contactId" = m."senderId"
        and a."leftAt" is null) as "agentThere",
      (select count(*)::int from step o where o."runId" = r.id and o.kind = 'answer' and o.result is null) as unrecorded
    from message m join run r on r.id = m."runId" join step s on s."runId" = r.id and s."messageId" = m.id
    where m.id = ${messageId} and m."chatId" = ${chat.id} and m."senderKind" = 'agent' and m."deletedAt" is null
    for update of m`;
  return row === undefined ? undefined : RetrySubject.parse(row);
}

const HeldTask = z.object({ requestId: z.string(), task: z.string() });

/** What an answer's agent left to do when it wanted to pass the request on; undefined where it did not. */
export async function readHeldTask({ tx }: Writing, messageId: string): Promise<z.infer<typeof HeldTask> | undefined> {
  const [row] = await tx.$queryRaw<unknown[]>`
    select r."requestId", s.result->'handOver'->>'task' as task
    from message m join run r on r.id = m."runId" join step s on s."runId" = r.id and s."messageId" = m.id
    where m.id = ${messageId} and s.result->'handOver'->>'held' = 'true'`;
  return row === undefined ? undefined : HeldTask.parse(row);
}
