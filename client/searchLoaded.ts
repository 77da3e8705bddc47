import type { Message } from '../shared/message.ts';
import type { SearchHit, SearchPage, SearchQuery } from '../shared/search.ts';
import { excerptOf, findMarks } from '../shared/searchMarks.ts';
import { parseSearch, type Term } from '../shared/searchWords.ts';
import type { ClientState } from './state.ts';

/** What is found in the messages that are on this device, the newest first; for when the server can not be asked. */
export function searchLoaded(state: ClientState, query: SearchQuery): SearchPage {
  const terms = parseSearch(query.text);
  const { chatId, limit, before = Number.POSITIVE_INFINITY, offset = 0 } = query;
  if (terms.length === 0 && query.has === undefined && query.senderId === undefined) return none;
  const hits: SearchHit[] = [];
  for (const [id, chat] of Object.entries(state.chats)) {
    const setting = state.settings[id];
    if ((chatId !== undefined && id !== chatId) || setting?.member === false) continue;
    for (const message of Object.values(chat.messages)) {
      const isGone = message.deletedAt !== null || state.marks[message.id]?.hidden === true;
      if (isGone || message.seq <= (setting?.clearedSeq ?? 0) || message.seq >= before) continue;
      if (fits(message, query) && terms.every((term) => has(message, term))) hits.push(hitOf(message, terms));
    }
  }
  hits.sort((a, b) => b.createdAt - a.createdAt || b.seq - a.seq);
  return {
    hits: hits.slice(offset, offset + limit),
    more: hits.length > offset + limit,
    forgiving: false,
    partial: false,
  };
}

const none: SearchPage = { hits: [], more: false, forgiving: false, partial: false };

function textsOf({ text, attachments = [] }: Message): string[] {
  return [text, ...attachments.map(({ name }) => name)];
}

function has(message: Message, term: Term): boolean {
  return textsOf(message).some((text) => findMarks(text, [term]).length > 0);
}

function fits(message: Message, { senderId, from, to, has: wanted }: SearchQuery): boolean {
  if (senderId !== undefined && message.senderId !== senderId) return false;
  if (message.createdAt < (from ?? 0) || message.createdAt >= (to ?? Number.POSITIVE_INFINITY)) return false;
  switch (wanted) {
    case undefined:
      return true;
    case 'file':
      return message.attachments !== undefined;
    case 'link':
      return /https?:\/\/\S/i.test(message.text);
    case 'code':
      return /(?:^|\n) {0,3}(?:```|~~~)/.test(message.text);
  }
}

function hitOf(message: Message, terms: readonly Term[]): SearchHit {
  const { id: messageId, chatId, seq, senderId, senderKind, createdAt } = message;
  const texts = textsOf(message);
  const shown = texts.find((text) => findMarks(text, terms).length > 0) ?? texts.find((text) => text !== '') ?? '';
  return { messageId, chatId, seq, senderId, senderKind, createdAt, ...excerptOf(shown, findMarks(shown, terms)) };
}
