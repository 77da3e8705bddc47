import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Finish, Frame, Play, Usage } from './vendorPlay.ts';

/** What goes wrong at a vendor, by the names of its documentation. */
export type VendorFault =
  | 'bad-key'
  | 'forbidden'
  | 'no-credit'
  | 'spend-cap'
  | 'rate-limited'
  | 'too-long'
  | 'bad-request'
  | 'refused'
  | 'not-found'
  | 'server-error'
  | 'overloaded';

/**
 * What a server does with one request. `after` counts pieces of text already sent; -1 is before the answer's headers,
 * 0 after them (and after the vendor's opening events) but before any text.
 */
export type Behaviour =
  | {
      do: 'answer';
      pieces?: readonly string[];
      delayMs?: number;
      /** Waited for before the piece of this index is sent. */
      before?: (index: number) => Promise<void>;
      finish?: Finish;
      usage?: Usage | null;
      headers?: Record<string, string>;
      shred?: number;
    }
  /** `frames`: only so many, then the stream ends. `before` is waited for before the frame of this index is sent. */
  | ({ do: 'play'; shred?: number; frames?: number; before?: (index: number) => Promise<void> } & Play)
  | { do: 'refuse'; fault: VendorFault; headers?: Record<string, string> }
  /** This in place of a picture, whether it is JSON or not. */
  | { do: 'send'; body: string }
  | { do: 'hang'; after: number }
  | { do: 'reset'; after: number }
  | { do: 'end-early'; after: number }
  | { do: 'fail-in-stream'; after: number; fault: 'overloaded' | 'rate-limited' | 'server-error' };

/** How one vendor writes all that on the wire. */
export type Dialect = {
  path: string;
  modelsPath: string;
  keyOf(headers: IncomingHttpHeaders): string | undefined;
  opening(model: string, usage: Usage): Frame[];
  piece(text: string, model: string): Frame[];
  ending(whole: string, model: string, end: { finish: Finish; usage: Usage | null }): Frame[];
  /** What is wrong with a request, as the vendor says it. */
  complaint(body: Record<string, unknown>): string | null;
  play(play: Play, body: Record<string, unknown>, usage: Usage): Frame[];
  inStream(fault: 'overloaded' | 'rate-limited' | 'server-error', model: string): Frame[];
  refusal(fault: VendorFault, key: string, message?: string): { status: number; body: unknown };
  models(ids: readonly string[]): unknown;
  /** Where pictures are made, by vendors that do. */
  images?: {
    path: string;
    /** What is wrong with a request, as the vendor says it; null where it is answered. */
    complaint(body: Record<string, unknown>): string | null;
    answer(body: Record<string, unknown>): unknown;
  };
  /** Where recordings are written down, by vendors that do. */
  recordings?: {
    path: string;
    /** What is wrong with a recording, as the vendor says it. */
    check(recording: VendorRecording): { status: number; body: unknown } | undefined;
    answer(text: string): unknown;
  };
};

/** A recording as it came, with what was said along with it. */
export type VendorRecording = { name: string; type: string; bytes: Buffer; fields: Record<string, string> };

export type VendorRequest = {
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
  closed: Promise<void>;
};

export type VendorServer = {
  /** Without a slash at its end and without a version. */
  readonly url: string;
  /** Requests for an answer, oldest first. */
  readonly requests: readonly VendorRequest[];
  /** Requests for pictures, oldest first. */
  readonly images: readonly Record<string, unknown>[];
  /** Recordings to be written down, oldest first. */
  readonly recordings: readonly VendorRecording[];
  /** What is done with the next requests, one each; afterwards `otherwise` decides. */
  next(...behaviours: Behaviour[]): void;
  otherwise(decide: (request: VendorRequest) => Behaviour): void;
  close(): Promise<void>;
};

export const VENDOR_KEY = 'sk-test-0123456789abcdef';
export const PIECES: readonly string[] = ['Bees ', 'dance ', 'to tell ', 'each other ', 'where the good things are.'];
/** What is said in every recording. */
export const SAID = 'The honey is behind the oak.';
export const VENDOR_USAGE: Usage = { inputTokens: 21, outputTokens: 13 };

/** A server on 127.0.0.1 that speaks a vendor's protocol; any key but VENDOR_KEY is refused. */
export async function startVendorServer(dialect: Dialect, models: readonly string[]): Promise<VendorServer> {
  const requests: VendorRequest[] = [];
  const recordings: VendorRecording[] = [];
  const images: Record<string, unknown>[] = [];
  const queue: Behaviour[] = [];
  let decide: (request: VendorRequest) => Behaviour = () => ({ do: 'answer' });

  const server = createServer((request, response) => {
    void handle(request, response);
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://local').pathname;
    const key = dialect.keyOf(request.headers) ?? '';
    if (key !== VENDOR_KEY) {
      refuse(response, dialect.refusal('bad-key', key), {});
      return;
    }
    if (request.method === 'GET' && path === dialect.modelsPath) {
      json(response, 200, dialect.models(models));
      return;
    }
    if (request.method === 'POST' && path === dialect.recordings?.path) {
      const recording = await recordingOf(request);
      recordings.push(recording);
      const behaviour = queue.shift();
      if (behaviour?.do === 'hang') return;
      const wrong =
        behaviour?.do === 'refuse' ? dialect.refusal(behaviour.fault, key) : dialect.recordings.check(recording);
      if (wrong !== undefined) refuse(response, wrong, {});
      else json(response, 200, dialect.recordings.answer(SAID));
      return;
    }
    if (request.method === 'POST' && path === dialect.images?.path) {
      const body = await bodyOf(request);
      images.push(body);
      const complaint = dialect.images.complaint(body);
      const behaviour = queue.shift();
      if (complaint !== null) refuse(response, dialect.refusal('bad-request', key, complaint), {});
      else if (behaviour?.do === 'refuse')
        refuse(response, dialect.refusal(behaviour.fault, key), behaviour.headers ?? {});
      else if (behaviour?.do === 'send')
        response.writeHead(200, { 'content-type': 'application/json' }).end(behaviour.body);
      else if (behaviour?.do === 'reset') response.socket?.resetAndDestroy();
      else if (behaviour?.do !== 'hang') json(response, 200, dialect.images.answer(body));
      return;
    }
    if (request.method !== 'POST' || path !== dialect.path) {
      refuse(response, dialect.refusal('not-found', key), {});
      return;
    }
    const asked: VendorRequest = {
      path,
      headers: request.headers,
      body: await bodyOf(request),
      closed: new Promise((resolve) => response.once('close', resolve)),
    };
    requests.push(asked);
    const complaint = dialect.complaint(asked.body);
    if (complaint !== null) {
      refuse(response, dialect.refusal('bad-request', key, complaint), {});
      return;
    }
    await behave(queue.shift() ?? decide(asked), asked, response, dialect);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    recordings,
    images,
    next: (...behaviours) => void queue.push(...behaviours),
    otherwise: (decision) => {
      decide = decision;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function behave(
  behaviour: Behaviour,
  request: VendorRequest,
  response: ServerResponse,
  dialect: Dialect,
): Promise<void> {
  const model = typeof request.body.model === 'string' ? request.body.model : '';
  if (behaviour.do === 'refuse') {
    refuse(response, dialect.refusal(behaviour.fault, VENDOR_KEY), behaviour.headers ?? {});
    return;
  }
  if (behaviour.do === 'send') {
    response.writeHead(200, { 'content-type': 'application/json' }).end(behaviour.body);
    return;
  }
  if (behaviour.do === 'play') {
    begin(response);
    const { before, shred = 0 } = behaviour;
    const frames = dialect.play(behaviour, request.body, behaviour.usage ?? VENDOR_USAGE).slice(0, behaviour.frames);
    for (const [index, frame] of before === undefined ? [] : frames.entries()) {
      await before?.(index);
      if (response.destroyed) return;
      await write(response, [frame], shred);
    }
    if (before === undefined) await write(response, frames, shred);
    response.end();
    return;
  }
  const pieces =
    behaviour.do === 'answer' ? (behaviour.pieces ?? PIECES) : PIECES.slice(0, Math.max(0, behaviour.after));
  const usage =
    behaviour.do === 'answer' ? (behaviour.usage === undefined ? VENDOR_USAGE : behaviour.usage) : VENDOR_USAGE;
  const shred = behaviour.do === 'answer' ? (behaviour.shred ?? 0) : 0;
  const send = (frames: readonly Frame[]) => write(response, frames, shred);

  if (behaviour.do === 'answer' || behaviour.after >= 0) {
    begin(response, behaviour.do === 'answer' ? behaviour.headers : {});
    await send(dialect.opening(model, usage ?? VENDOR_USAGE));
    const began = performance.now();
    for (const [index, text] of pieces.entries()) {
      // Measured from the beginning: a piece that was late does not make all others late.
      if (behaviour.do === 'answer' && behaviour.delayMs !== undefined) {
        await wait(Math.max(0, began + (index + 1) * behaviour.delayMs - performance.now()));
      }
      if (behaviour.do === 'answer') await behaviour.before?.(index);
      if (response.destroyed) return;
      await send(dialect.piece(text, model));
    }
  }
  switch (behaviour.do) {
    case 'answer':
      await send(dialect.ending(pieces.join(''), model, { finish: behaviour.finish ?? 'complete', usage }));
      response.end();
      return;
    case 'hang':
      return;
    case 'reset':
      await wait(20);
      response.socket?.resetAndDestroy();
      return;
    case 'end-early':
      response.end();
      return;
    case 'fail-in-stream':
      await send(dialect.inStream(behaviour.fault, model));
      response.end();
  }
}

function begin(response: ServerResponse, headers: Record<string, string> = {}): void {
  const usual = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' };
  response.writeHead(200, { ...usual, ...headers });
  response.flushHeaders();
}

/** Frames as they stand on the wire, cut into parts of so many bytes where that is asked for. */
async function write(response: ServerResponse, frames: readonly Frame[], shred: number): Promise<void> {
  const text = frames
    .map(({ event, data }) => {
      const line = typeof data === 'string' ? data : JSON.stringify(data);
      return `${event === undefined ? '' : `event: ${event}\n`}data: ${line}\n\n`;
    })
    .join('');
  const bytes = Buffer.from(text);
  const size = shred > 0 ? shred : bytes.length;
  for (let at = 0; at < bytes.length; at += size) {
    response.write(bytes.subarray(at, at + size));
    if (shred > 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

function refuse(
  response: ServerResponse,
  refusal: { status: number; body: unknown },
  headers: Record<string, string>,
): void {
  json(response, refusal.status, refusal.body, headers);
}

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function recordingOf(request: IncomingMessage): Promise<VendorRecording> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const form = await new Response(Buffer.concat((await request.toArray()) as Buffer[]), { headers }).formData();
  const file = form.get('file');
  if (!(file instanceof File)) throw new Error('the form holds no file');
  const fields = [...form].filter((field): field is [string, string] => typeof field[1] === 'string');
  const bytes = Buffer.from(await file.arrayBuffer());
  return { name: file.name, type: file.type, bytes, fields: Object.fromEntries(fields) };
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>;
}
