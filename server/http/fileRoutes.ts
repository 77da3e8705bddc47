import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import * as z from 'zod/mini';
import { FileVariant } from '../../shared/attachment.ts';
import { Id } from '../../shared/ids.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { Visitor } from '../auth/visitor.ts';
import type { Files } from '../files/files.ts';
import { isMissing } from '../files/places.ts';
import { noSuchFile } from '../files/refusals.ts';
import { type ByteRange, rangeOf } from './byteRange.ts';
import { fileHeaders } from './fileHeaders.ts';
import { parseInput } from './reply.ts';
import { requirePerson } from './route.ts';

const Asked = z.object({ id: Id, variant: z.optional(FileVariant) });

type Parts = { sessions: Sessions; files: Pick<Files, 'uploads' | 'find'> };

/**
 * Answers what is asked of /api/files and below: uploads by tus, and with GET what was uploaded, to whoever may read it.
 * Throws Refusals.
 */
export function createFileRoutes({ sessions, files }: Parts) {
  async function serve(request: Request, userId: string): Promise<Response> {
    const url = new URL(request.url);
    const { id, variant } = parseInput(Asked, {
      id: url.pathname.split('/').at(-1),
      variant: url.searchParams.get('variant') ?? undefined,
    });
    const { row, path } = await files.find(userId, id, variant);
    const isVariant = variant !== undefined && path.endsWith(`.${variant}`);
    const headers = fileHeaders(row, isVariant ? variant : undefined);
    const etag = headers.etag;
    if (matches(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers });
    return await send(request, { path, headers, etag });
  }

  return async (request: Request, visitor: Visitor): Promise<Response> => {
    const { userId } = await requirePerson(sessions, visitor);
    const isTus = request.method !== 'GET' && (request.method !== 'HEAD' || request.headers.has('tus-resumable'));
    return isTus ? files.uploads.answer(request, userId) : serve(request, userId);
  };
}

type Served = { path: string; headers: Record<string, string>; etag: string };

async function send(request: Request, { path, headers, etag }: Served): Promise<Response> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw isMissing(error) ? noSuchFile() : error;
  });
  let isHandedOn = false;
  try {
    const { size } = await handle.stat();
    const condition = request.headers.get('if-range');
    const asked = condition === null || condition === etag ? request.headers.get('range') : null;
    const range = rangeOf(asked, size);
    if (range === 'unsatisfiable') {
      return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` } });
    }
    const { from, to }: ByteRange = range ?? { from: 0, to: size - 1 };
    const all = {
      ...headers,
      'content-length': String(to - from + 1),
      ...(range === null ? {} : { 'content-range': `bytes ${from}-${to}/${size}` }),
    };
    const status = range === null ? 200 : 206;
    if (request.method === 'HEAD' || size === 0) return new Response(null, { status, headers: all });
    isHandedOn = true;
    const bytes = Readable.toWeb(handle.createReadStream({ start: from, end: to })) as ReadableStream;
    return new Response(bytes, { status, headers: all });
  } finally {
    if (!isHandedOn) await handle.close();
  }
}

function matches(condition: string | null, etag: string): boolean {
  return (condition ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}
