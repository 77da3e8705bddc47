import type { Message, MessageExtras } from '../../shared/message.ts';
import type { Writing } from './changes.ts';
import { Prisma } from './generated/client.ts';
import { messageOf } from './messages.ts';
import { recordedFactsInChange } from './recordedFacts.ts';

type Names = { agentIds: string[]; people: { id: string; name: string }[] };

/** Who can be mentioned in a chat that is locked. */
export async function readNames({ tx, chat }: Writing): Promise<Names> {
  const rows = await tx.$queryRaw<{ id: string; name: string | null }[]>`
    select m."contactId" as id, u.name from member m left join "user" u on u.id = m."contactId" and m.kind = 'user'
    where m."chatId" = ${chat.id} and m."leftAt" is null order by m."joinedAt", m."contactId"`;
  return {
    agentIds: rows.filter(({ name }) => name === null).map(({ id }) => id),
    people: rows.flatMap(({ id, name }) => (name === null ? [] : [{ id, name }])),
  };
}

/** Whether it is a direct chat with somebody who does not want this person's messages. */
export async function isUnwanted({ tx, chat }: Pick<Writing, 'tx' | 'chat'>, userId: string): Promise<boolean> {
  if (chat.kind !== 'direct') return false;
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from member o join "user" u on u.id = o."contactId"
    where o."chatId" = ${chat.id} and o."contactId" <> ${userId} and o.kind = 'user'
      and jsonb_exists(u.preferences->'blocked', ${userId})`;
  return rows.length > 0;
}

/** What a message has besides its text. */
export function extrasOf(message: Message): MessageExtras {
  const { attachments, poll, appointment, preview, reactions, forwarded } = message;
  const { cards, charts, sources, question, thought, steers, passOn } = message;
  return {
    ...{ attachments, poll, appointment, preview, reactions, forwarded },
    ...{ cards, charts, sources, question, thought, steers, passOn },
  };
}

/** As it is stored: null where there is nothing. */
function stored(extras: MessageExtras): Prisma.InputJsonObject | typeof Prisma.DbNull {
  const there = Object.entries<unknown>(extras).filter(([, value]) => value !== undefined && !isEmpty(value));
  return there.length === 0 ? Prisma.DbNull : (Object.fromEntries(there) as Prisma.InputJsonObject);
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Keeps what a message has besides its text. */
export async function setExtras({ tx, version }: Writing, messageId: string, extras: MessageExtras): Promise<Message> {
  const row = await tx.message.update({ where: { id: messageId }, data: { extras: stored(extras), version } });
  return messageOf(row);
}

/** Gives a message another text, and keeps the one before. */
export async function rewrite(
  { tx, version }: Writing,
  message: Message,
  { text, mentions, extras }: { text: string; mentions: readonly string[]; extras: MessageExtras },
): Promise<Message> {
  const now = new Date();
  // Two edits of one millisecond are two all the same.
  await tx.$executeRaw`
    insert into message_edit ("messageId", until, text)
    select ${message.id}, greatest(${now}::timestamptz, max(until) + interval '1 millisecond'), ${message.text}
    from message_edit where "messageId" = ${message.id}`;
  const row = await tx.message.update({
    where: { id: message.id },
    data: { text, mentions: [...mentions], extras: stored(extras), editedAt: now, version },
  });
  return messageOf(row);
}

/** Steps that somebody may have in hand, with their runs. */
export type Stopping = { stepId: string; runId: string }[];

/**
 * Leaves of a message that it was there: text, earlier texts, files and whatever else it had go, also from what is
 * recorded of the answer it was. Steps that still write it have ended; they are returned.
 */
export async function bury({ tx, version }: Writing, message: Message): Promise<{ message: Message; steps: Stopping }> {
  const { id } = message;
  // What was paid for counts, whatever became of it.
  const paid = await recordedFactsInChange({ tx }, id);
  const row = await tx.message.update({
    where: { id },
    data: {
      text: '',
      mentions: [],
      extras: Prisma.DbNull,
      failure: null,
      editedAt: null,
      deletedAt: new Date(),
      version,
      ...(message.status === 'streaming' && { status: 'stopped' }),
    },
  });
  await tx.messageEdit.deleteMany({ where: { messageId: id } });
  await tx.fileUse.deleteMany({ where: { messageId: id } });
  await tx.toolCall.deleteMany({ where: { messageId: id } });
  await tx.steer.deleteMany({ where: { messageId: id } });
  await tx.stepTurn.deleteMany({ where: { step: { messageId: id } } });
  // A step that has ended writes nothing any more, whoever has it in hand.
  const steps = await tx.$queryRaw<Stopping>`
    with going as (
      select s.id as "stepId", r.id as "runId" from step s join run r on r.id = s."runId"
      where s."messageId" = ${id} and s.result is null and r.status in ('queued', 'deciding', 'running')
    ),
    emptied as (
      update step set text = '', task = null, "stopAsked" = "stopAsked" or result is null,
        "updatedAt" = case when result is null then now() else "updatedAt" end,
        result = jsonb_build_object('kind', 'stopped', 'text', '', 'facts',
          coalesce(result->'facts', ${JSON.stringify(paid)}::jsonb->id, 'null'))
      where "messageId" = ${id}
    )
    select * from going`;
  return { message: messageOf(row), steps };
}
