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

/** A stored message as it goes over the wire. */
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
