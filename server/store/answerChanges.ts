import type { ChoiceFacts } from '../../agents/queen/rules.ts';
import { newId } from '../../shared/ids.ts';
import type { Message, MessageExtras } from '../../shared/message.ts';
import type { ModelChoice } from '../../shared/modelChoice.ts';
import type { RouteReason, RunStatus } from '../../shared/run.ts';
import type { Writing } from './changes.ts';
import { Prisma, type Run as RunRow, type Step as StepRow } from './generated/client.ts';
import type { Stopping } from './messageChanges.ts';
import { messageOf } from './messages.ts';
import type { Hold } from './runs.ts';
import type { StepKind } from './steps.ts';

/** The run as it stands, locked for the rest of the transaction; undefined where the hold is lost. */
export async function heldRun({ tx }: Writing, hold: Hold): Promise<RunRow | undefined> {
  const [run] = await tx.$queryRaw<RunRow[]>`
    select * from run where id = ${hold.runId} and owner = ${hold.owner} and epoch = ${hold.epoch}
      and status in ('queued', 'deciding', 'running') for update`;
  return run;
}

export function stepRowsOf({ tx }: Writing, runId: string): Promise<StepRow[]> {
  return tx.step.findMany({ where: { runId }, orderBy: { position: 'asc' } });
}

type NewAnswers = {
  run: Pick<RunRow, 'id' | 'requestId'>;
  agentIds: readonly string[];
  kind: StepKind;
  /** Of the first one. */
  position: number;
  handed?: Handed;
};

/** Who handed an agent the request, and what was left to do. */
export type Handed = { handedBy: string; task: string };

/** Makes an empty bubble at the end of the chat, and a step, for each agent. */
export async function insertAnswers(
  { tx, chat, version, takeSeq }: Writing,
  { run, agentIds, kind, position, handed }: NewAnswers,
): Promise<{ messages: Message[]; steps: StepRow[] }> {
  const answers = agentIds.map((agentId, index) => ({ agentId, messageId: newId(), position: position + index }));
  const messages = await tx.message.createManyAndReturn({
    data: answers.map(({ agentId, messageId }) => ({
      id: messageId,
      chatId: chat.id,
      seq: takeSeq(),
      version,
      senderId: agentId,
      senderKind: 'agent',
      text: '',
      status: 'streaming',
      mentions: [],
      replyTo: run.requestId,
      runId: run.id,
    })),
  });
  const steps = await tx.step.createManyAndReturn({
    data: answers.map((answer) => ({ id: newId(), runId: run.id, kind, ...answer, ...handed })),
  });
  return { messages: messages.map(messageOf), steps };
}

type NewPosted = { senderId: string; runId: string; text: string; extras: MessageExtras };

/** Makes a message of an agent's that is no answer, at the end of the chat. */
export async function insertPosted(
  { tx, chat, version, takeSeq }: Writing,
  { extras, ...posted }: NewPosted,
): Promise<Message> {
  const place = { id: newId(), chatId: chat.id, seq: takeSeq(), version, senderKind: 'agent', mentions: [] };
  const row = await tx.message.create({ data: { ...place, ...posted, extras } });
  return messageOf(row);
}

type NewRun = { requestId: string; reason: RouteReason; askedBy: string };

export function insertRun({ tx, chat, version }: Writing, run: NewRun): Promise<RunRow> {
  return tx.run.create({ data: { id: newId(), chatId: chat.id, version, status: 'queued', ...run } });
}

type NewStep = {
  runId: string;
  agentId: string;
  messageId: string;
  position: number;
  kind: StepKind;
  /** What the answer goes on from. */
  text: string;
  handedBy: string | null;
  task: string | null;
  /** What a person wants it to be given by. */
  choice: ModelChoice | null;
};

export async function insertStep({ tx }: Writing, { choice, ...step }: NewStep): Promise<void> {
  await tx.step.create({ data: { id: newId(), ...step, ...(choice !== null && { choice }) } });
}

/** Lets a bubble be written again, under its next epoch. */
export async function reopenMessage(
  { tx, version }: Writing,
  messageId: string,
  { runId, keepText }: { runId: string; keepText: boolean },
): Promise<Message> {
  // A poll that was the answer itself goes with it; anew, so does what was done for it.
  const made = keepText ? [] : ['cards', 'charts', 'sources', 'attachments'];
  const gone = ['poll', 'question', 'passOn', 'thought', ...made];
  await tx.$executeRaw`
    update message set extras = nullif(extras - ${gone}::text[], '{}')
    where id = ${messageId} and jsonb_exists_any(extras, ${gone}::text[])`;
  // What was read for it goes with its text, and not with what its agent posted besides.
  if (!keepText) {
    await tx.$executeRaw`
      update step set result = result || '{"tainted": false}'
      where "messageId" = ${messageId} and jsonb_exists(result, 'tainted')`;
  }
  // What people added to it is read anew.
  await tx.$executeRaw`
    update message set extras = jsonb_set(extras, '{steers}', (
      select jsonb_agg(steer || '{"taken": false}' order by place)
      from jsonb_array_elements(extras->'steers') with ordinality as steers(steer, place)
    )) where id = ${messageId} and jsonb_exists(extras, 'steers')`;
  if (!keepText) {
    await tx.fileUse.deleteMany({ where: { messageId } });
    await tx.toolCall.deleteMany({ where: { messageId } });
    await tx.stepTurn.deleteMany({ where: { step: { messageId } } });
  }
  const row = await tx.message.update({
    where: { id: messageId },
    data: {
      runId,
      version,
      status: 'streaming',
      epoch: { increment: 1 },
      failure: null,
      facts: Prisma.DbNull,
      ...(keepText ? {} : { text: '' }),
    },
  });
  return messageOf(row);
}

/** Asks the other runs of a request to stop; their ids. */
export async function stopRunsOf({ tx }: Writing, requestId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    update run set "stopAsked" = true
    where "requestId" = ${requestId} and status in ('queued', 'deciding', 'running') returning id`;
  return rows.map((row) => row.id);
}

/**
 * Asks what goes on in the name of these people, or is done by these agents, in a chat that they leave to stop: whole
 * runs, and single steps.
 */
export async function stopWorkOf(
  { tx, chat }: Writing,
  contactIds: readonly string[],
): Promise<{ runIds: string[]; steps: Stopping }> {
  const runs = await tx.$queryRaw<{ id: string }[]>`
    update run set "stopAsked" = true where "chatId" = ${chat.id} and "askedBy" = any(${contactIds}::text[])
      and status in ('queued', 'deciding', 'running') returning id`;
  const steps = await tx.$queryRaw<Stopping>`
    update step set "stopAsked" = true from run
    where run.id = step."runId" and run."chatId" = ${chat.id} and run.status in ('queued', 'deciding', 'running')
      and step."agentId" = any(${contactIds}::text[]) and step.result is null
    returning step.id as "stepId", run.id as "runId"`;
  return { runIds: runs.map(({ id }) => id), steps };
}

/** Whether a message of this chat is a person's, and which of these agents are in the chat. */
export async function readReroute(
  { tx, chat }: Writing,
  { requestId, agentIds }: { requestId: string; agentIds: readonly string[] },
): Promise<{ isRequest: boolean; agentIds: string[] }> {
  const request = await tx.message.findFirst({
    where: { id: requestId, chatId: chat.id, senderKind: 'user', deletedAt: null },
    select: { id: true },
  });
  const members = await tx.member.findMany({
    where: { chatId: chat.id, kind: 'agent', leftAt: null, contactId: { in: [...agentIds] } },
    select: { contactId: true },
  });
  const there = new Set(members.map((member) => member.contactId));
  return { isRequest: request !== null, agentIds: agentIds.filter((id) => there.has(id)) };
}

type RunUpdate = {
  status?: RunStatus;
  /** What its steps and the choice of who answers cost; null where nobody knows. */
  costMicros?: number | null;
  explanation?: string;
  /** What a model used for it. */
  choosing?: ChoiceFacts;
  undecided?: boolean;
  reason?: RouteReason;
};

/** Stamps a run with the change; one that is over is nobody's any more. */
export async function updateRun({ tx, version }: Writing, runId: string, update: RunUpdate): Promise<RunRow> {
  const isOver = update.status === 'done' || update.status === 'failed' || update.status === 'stopped';
  const end = isOver ? { finishedAt: new Date(), leaseUntil: null } : {};
  return tx.run.update({ where: { id: runId }, data: { ...update, ...end, version } });
}
