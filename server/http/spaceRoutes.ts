import { Readable } from 'node:stream';
import * as z from 'zod/mini';
import { Id } from '../../shared/ids.ts';
import { SPACE_FILE_BYTES, SpaceFileQuery, SpaceUploadQuery } from '../../shared/space.ts';
import type { Limits } from '../auth/limits.ts';
import type { Sessions } from '../auth/sessions.ts';
import { noSuchChat, Refusal } from '../refusal.ts';
import type { SpaceDesk } from '../space/desk.ts';
import { zipSpace } from '../space/zip.ts';
import type { Spaces } from '../space/spaces.ts';
import { download } from './download.ts';
import { parseInput } from './reply.ts';
import { type Passage, requirePerson, type Route } from './route.ts';

const Params = z.object({ id: Id });

type Parts = {
  sessions: Sessions;
  spaces: Pick<Spaces, 'contents'>;
  desk: Pick<SpaceDesk, 'bytes' | 'put'>;
  limits: Pick<Limits, 'count'>;
  isMember(chatId: string, userId: string): Promise<boolean>;
};

/** A project's files as bytes, for its members. They are only ever saved: no browser shows one of them as a page of ours. */
export function spaceRoutes({ sessions, spaces, desk, limits, isMember }: Parts): {
  routes: Route[];
  passages: Passage[];
} {
  async function requireMember(chatId: string, userId: string): Promise<void> {
    if (!(await isMember(chatId, userId))) throw noSuchChat();
  }

  async function put(request: Request, chatId: string, userId: string): Promise<Response> {
    const { path, message } = parseInput(SpaceUploadQuery, queryOf(request));
    // Who is none is not to send us anything.
    await requireMember(chatId, userId);
    const bytes = await bodyOf(request);
    return Response.json({ ok: true, data: await desk.put(userId, { chatId, path, bytes, message }) });
  }

  async function get(request: Request, chatId: string, userId: string): Promise<Response> {
    const { path, version } = parseInput(SpaceFileQuery, queryOf(request));
    await requireMember(chatId, userId);
    const bytes = await desk.bytes({ chatId, path, version });
    const name = path.split('/').at(-1) ?? path;
    return download({ name, type: 'application/octet-stream', body: Readable.from([bytes], { objectMode: false }) });
  }

  return {
    routes: [
      {
        method: 'GET',
        path: '/api/chats/:id/space.zip',
        async answer({ params, visitor }) {
          const { userId } = await requirePerson(sessions, visitor);
          const { id: chatId } = parseInput(Params, params);
          await requireMember(chatId, userId);
          await limits.count('export', userId);
          return download({
            name: 'files.zip',
            type: 'application/zip',
            body: zipSpace(await spaces.contents(chatId)),
          });
        },
      },
    ],
    passages: [
      {
        paths: ['/api/chats/:id/space/file'],
        async answer(request, visitor) {
          const { userId } = await requirePerson(sessions, visitor);
          const { id } = parseInput(Params, { id: new URL(request.url).pathname.split('/')[3] });
          if (request.method === 'PUT') return put(request, id, userId);
          if (request.method === 'GET') return get(request, id, userId);
          throw new Refusal('bad-input', 'This is asked by GET or PUT.');
        },
      },
    ],
  };
}

function queryOf(request: Request): Record<string, string> {
  return Object.fromEntries(new URL(request.url).searchParams);
}

/** Whether its length was announced or not; what is too long is not read. */
async function bodyOf(request: Request): Promise<Uint8Array> {
  const tooLarge = () => new Refusal('too-large', 'The file is too large.', { reason: 'space-file-too-large' });
  if (Number(request.headers.get('content-length') ?? 0) > SPACE_FILE_BYTES) throw tooLarge();
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    if (bytes > SPACE_FILE_BYTES) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
