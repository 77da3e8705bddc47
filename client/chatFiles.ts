import { ChatFiles, type ChatFilesQuery, type ExportQuery } from '../shared/chatFiles.ts';
import type { Reply } from '../shared/reply.ts';
import { createHttp } from './http.ts';

/** A page of what was shared in a chat, from the page's own server. */
export function fetchChatFiles(chatId: string, { kind, before }: ChatFilesQuery): Promise<Reply<ChatFiles>> {
  const query = new URLSearchParams({ kind, ...(before !== undefined && { before: String(before) }) });
  return createHttp('').get(`/api/chats/${chatId}/files?${query.toString()}`, ChatFiles);
}

/** Where a chat lies as a file, to be saved. */
export function exportUrl(chatId: string, query: ExportQuery): string {
  return `/api/chats/${chatId}/export?${new URLSearchParams(query).toString()}`;
}
