import type { Pool } from 'pg';
import type { Answers, ChatChange, ChatKind, MemberRole, Permissions } from '../../shared/chat.ts';
import type { Message, MessageExtras } from '../../shared/message.ts';
import type { RouteReason, Run } from '../../shared/run.ts';
import { permissionsOf } from './chats.ts';
import { errorCodes, retrySerialisation } from './retry.ts';

type Queryable = Pick<Pool, 'query'>;

/** What is known of a chat when a member writes into it. */
export type SendContext = {
  kind: ChatKind;
  answers: Answers;
  /** Of the sender. */
  role: MemberRole;
  permissions: Permissions;
  /** True in a direct chat with somebody who does not want the sender's messages. */
  blocked: boolean;
  /** In the order they joined. */
  agentIds: string[];
  /** Empty unless asked for. */
  people: { id: string; name: string }[];
  /** Who wrote the message that is replied to; null where it is not in this chat. */
  repliedTo: { senderId: string; senderKind: 'user' | 'agent' } | null;
};

type Asked = { chatId: string; userId: string; replyTo: string | null; withPeople: boolean };

/** Reads what decides about a message before it is written; undefined where the person is no member of the chat. */
export async function readSendContext(pool: Queryable, asked: Asked): Promise<SendContext | undefined> {
  const found = await pool.query<Omit<SendContext, 'permissions'> & { permissions: Permissions | null }>({
    name: 'send-context',
    text: `select c.kind, c.answers, c.permissions, me.role,
      c.kind = 'direct' and exists (
        select from member o join "user" u on u.id = o."contactId"
        where o."chatId" = c.id and o."contactId" <> $2 and o.kind = 'user' and jsonb_exists(u.preferences->'blocked', $2)
      ) as blocked,
      array(
        select "contactId" from member
        where "chatId" = c.id and kind = 'agent' and "leftAt" is null order by "joinedAt", "contactId"
      ) as "agentIds",
      coalesce((
        select json_agg(json_build_object('id', u.id, 'name', u.name))
        from member m join "user" u on u.id = m."contactId"
        where $4 and m."chatId" = c.id and m.kind = 'user' and m."leftAt" is null
      ), '[]') as people,
      (
        select json_build_object('senderId', r."senderId", 'senderKind', r."senderKind")
        from message r where r.id = $3 and r."chatId" = c.id
      ) as "repliedTo"
    from chat c join member me on me."chatId" = c.id
    where c.id = $1 and me."contactId" = $2 and me.kind = 'user' and me."leftAt" is null`,
    values: [asked.chatId, asked.userId, asked.replyTo, asked.withPeople],
  });
  const [row] = found.rows;
  return row && { ...row, permissions: permissionsOf(row) };
}

/** A run that is written with the request that sets it off. */
export type NewRun = {
  id: string;
  status: 'queued' | 'deciding';
  reason: RouteReason;
  /** One placeholder each, in this order; none while it is undecided who answers. */
  answers: readonly { stepId: string; agentId: string; messageId: string }[];
};

export type NewMessage = {
  id: string;
  chatId: string;
  senderId: string;
  text: string;
  mentions: readonly string[];
  replyTo: string | null;
  createdAt: Date;
  /** Null where there is nothing besides the text. */
  extras: MessageExtras | null;
  run: NewRun | null;
};

export type SendOutcome =
  | { kind: 'sent'; change: ChatChange }
  /** A message of this id is there already; nothing was written. */
  | { kind: 'id-taken' }
  /** A file was deleted at this moment; nothing was written. */
  | { kind: 'file-gone' }
  | { kind: 'not-member' };

/**
 * Locks the chat before the membership is looked at, so that whoever was removed a moment ago writes nothing; everything
 * else hangs on the raised counters. A duplicate id makes the whole statement fail, and no counter moves.
 */
const SEND = `
  with locked as (select id from chat where id = $1 for no key update),
  allowed as (
    select m."chatId" from locked join member m on m."chatId" = locked.id
    where m."contactId" = $3 and m.kind = 'user' and m."leftAt" is null for no key update of m
  ),
  raised as (
    update chat set version = version + 1, "lastSeq" = "lastSeq" + 1 + cardinality($12::text[])
    from allowed where chat.id = allowed."chatId"
    returning chat.version, chat."lastSeq" - cardinality($12::text[]) as seq
  ),
  request as (
    insert into message
      (id, "chatId", seq, version, "senderId", "senderKind", text, mentions, "replyTo", "createdAt", extras)
    select $2, $1, seq, version, $3, 'user', $4, $5::text[], $6, $7, $14::jsonb from raised
  ),
  used as (
    insert into file_use ("fileId", "messageId", "chatId", seq, kind)
    select f.id, $2, $1, seq, f.kind from raised, unnest($15::text[], $16::text[]) as f(id, kind)
  ),
  spoken as (
    update file set "transcribeAt" = now() from raised
    where id = any($15::text[]) and kind = 'voice' and transcript is null and "transcribeAt" is null
  ),
  run as (
    insert into run (id, "chatId", "requestId", version, status, reason, "askedBy", undecided, "createdAt")
    select $8, $1, $2, version, $9, $10, $3, $9 = 'deciding', $7 from raised where $8::text is not null
  ),
  answer as (
    select * from unnest($11::text[], $12::text[], $13::text[]) with ordinality as a("stepId", "agentId", "messageId", n)
  ),
  step as (
    insert into step (id, "runId", "agentId", "messageId", position, "createdAt", "updatedAt")
    select "stepId", $8, "agentId", "messageId", n - 1, $7, $7 from answer, raised
  ),
  placeholder as (
    insert into message
      (id, "chatId", seq, version, "senderId", "senderKind", text, status, mentions, "runId", "createdAt")
    select "messageId", $1, seq + n, version, "agentId", 'agent', '', 'streaming', '{}', $8, $7 from answer, raised
  ),
  seen as (
    update member set read = seq, delivered = seq from raised
    where "chatId" = $1 and "contactId" = $3
  )
  select version, seq from raised`;

/** Writes a person's message, its run and its answers' placeholders under one new version, as one statement. */
export async function writeMessage(pool: Queryable, message: NewMessage): Promise<SendOutcome> {
  const { id, chatId, senderId, text, mentions, replyTo, createdAt, extras, run } = message;
  const answers = run?.answers ?? [];
  const attachments = extras?.attachments ?? [];
  try {
    const stored = await retrySerialisation(() =>
      pool.query<{ version: number; seq: number }>({
        name: 'send',
        text: SEND,
        values: [
          chatId,
          id,
          senderId,
          text,
          mentions,
          replyTo,
          createdAt,
          run?.id ?? null,
          run?.status ?? null,
          run?.reason ?? null,
          answers.map((answer) => answer.stepId),
          answers.map((answer) => answer.agentId),
          answers.map((answer) => answer.messageId),
          extras === null ? null : JSON.stringify(extras),
          attachments.map((attachment) => attachment.fileId),
          attachments.map((attachment) => attachment.kind),
        ],
      }),
    );
    const [raised] = stored.rows;
    return raised === undefined ? { kind: 'not-member' } : { kind: 'sent', change: changeOf(message, raised) };
  } catch (error) {
    const codes = errorCodes(error);
    if (codes.includes('23505')) return { kind: 'id-taken' };
    if (codes.includes('23503')) return { kind: 'file-gone' };
    throw error;
  }
}

function changeOf(sent: NewMessage, { version, seq }: { version: number; seq: number }): ChatChange {
  const { id, chatId, senderId, text, mentions, replyTo, extras, run } = sent;
  const createdAt = sent.createdAt.getTime();
  const common = { chatId, version, epoch: 0, failure: null, facts: null, createdAt, editedAt: null, deletedAt: null };
  const request: Message = {
    ...common,
    id,
    seq,
    senderId,
    senderKind: 'user',
    text,
    status: 'complete',
    mentions: [...mentions],
    replyTo,
    runId: null,
    ...extras,
  };
  if (run === null) return { chatId, version, messages: [request] };
  const placeholders = run.answers.map(
    ({ agentId, messageId }, index): Message => ({
      ...common,
      id: messageId,
      seq: seq + 1 + index,
      senderId: agentId,
      senderKind: 'agent',
      text: '',
      status: 'streaming',
      mentions: [],
      replyTo: null,
      runId: run.id,
    }),
  );
  const started: Run = {
    id: run.id,
    chatId,
    requestId: id,
    version,
    status: run.status,
    reason: run.reason,
    explanation: '',
    askedBy: senderId,
    answers: run.answers.map(({ agentId, messageId }) => ({ agentId, messageId })),
    costMicros: null,
    createdAt,
    finishedAt: null,
  };
  return { chatId, version, messages: [request, ...placeholders], runs: [started] };
}
