import * as z from 'zod/mini';
import {
  AnswerFacts,
  AnswerFailure,
  type Message,
  MessageExtras,
  MessageStatus,
  SenderKind,
} from '../../shared/message.ts';
import type { Message as MessageRow } from './generated/client.ts';

/** SQL for about how many bytes a message has, with what it has besides its text. */
export const MESSAGE_BYTES = `octet_length(text) + coalesce(octet_length(extras::text), 0)`;

const Facts = z.nullable(AnswerFacts);
const Failed = z.nullable(AnswerFailure);

/** Told of a stored message that can not be read. */
export type Unreadable = (messageId: string, cause: unknown) => void;

/** For those who want to know of nothing else. */
export const failing: Unreadable = (messageId, cause) => {
  throw new Error(`the message ${messageId} can not be read`, { cause });
};

/** Stored messages as they go over the wire, for those who read many: in the place of one that is broken stands that it is. */
export function shownMessages(rows: readonly MessageRow[], unreadable: Unreadable): Message[] {
  return rows.map((row) => {
    try {
      return messageOf(row);
    } catch (cause) {
      unreadable(row.id, cause);
      return placeholderOf(row);
    }
  });
}

function placeholderOf({ id, chatId, seq, version, senderId, senderKind, epoch, createdAt }: MessageRow): Message {
  const at = createdAt.getTime();
  return {
    ...{ id, chatId, seq, version, senderId, senderKind: senderKind === 'agent' ? 'agent' : 'user', epoch },
    ...{ text: '', status: 'complete', mentions: [], replyTo: null, runId: null, failure: null, facts: null },
    ...{ createdAt: at, editedAt: null, deletedAt: at, unreadable: true },
  };
}

/** A stored message as it goes over the wire; throws where it is broken. */
export function messageOf(row: MessageRow): Message {
  return {
    id: row.id,
    chatId: row.chatId,
    seq: row.seq,
    version: row.version,
    senderId: row.senderId,
    senderKind: SenderKind.parse(row.senderKind),
    text: row.text,
    status: MessageStatus.parse(row.status),
    mentions: row.mentions,
    replyTo: row.replyTo,
    runId: row.runId,
    epoch: row.epoch,
    failure: Failed.parse(row.failure),
    facts: Facts.parse(row.facts),
    createdAt: row.createdAt.getTime(),
    editedAt: row.editedAt?.getTime() ?? null,
    deletedAt: row.deletedAt?.getTime() ?? null,
    ...(row.extras === null ? undefined : MessageExtras.parse(row.extras)),
  };
}
