import type { Attachment } from '../../../shared/attachment.ts';
import type { Failure } from '../../../shared/reply.ts';

/** Who asks, and where. */
export type Asker = { url: string; cookie?: string; origin?: string | null };

type Announced = { bytes?: number; metadata?: Record<string, string>; headers?: Record<string, string> };

const PROTOCOL = { 'tus-resumable': '1.0.0' };

/** Asks the server as a browser's tus client would, or as none would. */
export function askFiles(
  { url, cookie, origin = url }: Asker,
  path: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: Uint8Array } = {},
): Promise<Response> {
  return fetch(`${url}/api/files${path}`, {
    method,
    headers: { ...(cookie === undefined ? {} : { cookie }), ...(origin === null ? {} : { origin }), ...headers },
    ...(body === undefined ? {} : { body: Buffer.from(body) }),
  });
}

export function announce(asker: Asker, { bytes = 10, metadata = { name: 'a.txt' }, headers = {} }: Announced = {}) {
  const pairs = Object.entries(metadata).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`);
  return askFiles(asker, '', {
    method: 'POST',
    headers: { ...PROTOCOL, 'upload-length': String(bytes), 'upload-metadata': pairs.join(','), ...headers },
  });
}

/** The id of a file announced just now; throws where it is refused. */
export async function place(asker: Asker, announced: Announced = {}): Promise<string> {
  const response = await announce(asker, announced);
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return response.headers.get('location')?.split('/').at(-1) ?? '';
}

export function send(asker: Asker, id: string, offset: number, body: Uint8Array): Promise<Response> {
  const headers = {
    ...PROTOCOL,
    'upload-offset': String(offset),
    'content-type': 'application/offset+octet-stream',
  };
  return askFiles(asker, `/${id}`, { method: 'PATCH', headers, body });
}

/** How much of it the server has. */
export async function offsetOf(asker: Asker, id: string): Promise<number> {
  const response = await askFiles(asker, `/${id}`, { method: 'HEAD', headers: PROTOCOL });
  if (response.status !== 200) throw new Error(`${response.status}`);
  return Number(response.headers.get('upload-offset'));
}

export function drop(asker: Asker, id: string): Promise<Response> {
  return askFiles(asker, `/${id}`, { method: 'DELETE', headers: PROTOCOL });
}

/** A whole upload; its id. */
export async function upload(asker: Asker, bytes: Uint8Array, metadata: Record<string, string>): Promise<string> {
  const id = await place(asker, { bytes: bytes.length, metadata });
  const response = await send(asker, id, 0, bytes);
  if (response.status !== 204) throw new Error(`${response.status} ${await response.text()}`);
  return id;
}

export async function failureOf(response: Response): Promise<Pick<Failure, 'code' | 'reason'> & { status: number }> {
  const { code, reason } = (await response.json()) as Failure;
  return { status: response.status, code, ...(reason === undefined ? {} : { reason }) };
}

type Viewer = { connect(): Promise<{ do(name: 'file:view', input: object): Promise<Attachment>; close(): void }> };

/** What the server found in a file. */
export async function view(person: Viewer, fileId: string): Promise<Attachment> {
  const socket = await person.connect();
  try {
    return await socket.do('file:view', { fileId });
  } finally {
    socket.close();
  }
}
