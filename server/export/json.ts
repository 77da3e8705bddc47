import type { Message } from '../../shared/message.ts';
import { filePath } from './filePath.ts';
import type { ExportSource } from './source.ts';

/** Raised when what an older reader expects changes. */
const VERSION = 1;

/**
 * A chat as one JSON document, each message on a line of its own: `{ format, version, exportedAt, exportedBy, chat,
 * members, messages }`. A message is a Message of the wire contract, with its sender's name and, of each attachment, its
 * `path` beside the document where files were asked for. Deleted ones are there without what they said.
 */
export async function* jsonExport(source: ExportSource): AsyncGenerator<string> {
  const { head, exportedAt, exportedBy, nameOf } = source;
  const { version: _version, ...chat } = head.chat;
  const members = head.members.map(({ contactId, kind, role, joinedAt, leftAt }) => ({
    ...{ contactId, name: nameOf(contactId), kind, role, joinedAt, leftAt },
  }));
  const top = { format: 'waggle-chat', version: VERSION, exportedAt, exportedBy, chat, members };
  yield `${JSON.stringify(top).slice(0, -1)},"messages":[`;
  let separator = '\n';
  for await (const page of source.pages()) {
    let lines = '';
    for (const message of page) {
      lines += separator + JSON.stringify(written(message, source));
      separator = ',\n';
    }
    yield lines;
  }
  yield '\n]}\n';
}

function written(message: Message, { nameOf, withFiles }: ExportSource) {
  const { version: _version, epoch: _epoch, chatId: _chatId, attachments, ...kept } = message;
  return {
    ...kept,
    senderName: nameOf(message.senderId),
    ...(attachments && {
      attachments: attachments.map((attachment, index) =>
        withFiles ? { ...attachment, path: filePath(message.seq, index, attachment.name) } : attachment,
      ),
    }),
  };
}
