import * as z from 'zod/mini';
import type { Reply } from '../shared/reply.ts';
import { Failure } from '../shared/reply.ts';
import { unavailable, unreadable } from './failure.ts';

/** Where a file of a project lies, as it is or as it was in a version, to be saved. */
export function spaceFileUrl(chatId: string, path: string, version?: string): string {
  return `/api/chats/${chatId}/space/file?${new URLSearchParams({ path, ...(version && { version }) }).toString()}`;
}

/** Where all files of a project lie, to be saved. */
export function spaceZipUrl(chatId: string): string {
  return `/api/chats/${chatId}/space.zip`;
}

const Put = z.union([z.object({ ok: z.literal(true), data: z.object({ version: z.string() }) }), Failure]);

type NewSpaceFile = { path: string; message: string; file: Blob };

/** Puts a file into a project, in the place of what has its path. */
export async function putSpaceFile(chatId: string, { path, message, file }: NewSpaceFile): Promise<Reply<object>> {
  let raw: unknown;
  try {
    const query = new URLSearchParams({ path, message }).toString();
    const init: RequestInit = { method: 'PUT', body: file, credentials: 'same-origin', cache: 'no-store' };
    const response = await fetch(`/api/chats/${chatId}/space/file?${query}`, init);
    raw = await response.json();
  } catch {
    return unavailable('The server can not be reached.');
  }
  const reply = z.safeParse(Put, raw);
  return reply.success ? reply.data : unreadable('space/file');
}
