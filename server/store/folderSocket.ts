import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** What another process asks of the one that works in the data folder: a command and whatever it needs. */
export const FolderRequest = z.looseObject({ command: z.string() });
export type FolderRequest = z.infer<typeof FolderRequest>;

/** The answer. What a handler throws is told by its message. */
export const FolderReply = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), code: z.enum(['starting', 'malformed', 'failed']), message: z.string() }),
]);
export type FolderReply = z.infer<typeof FolderReply>;

export type FolderHandler = (request: FolderRequest) => Promise<unknown>;

const LONGEST_LINE = 64 * 1024;
const ANSWER_WITHIN_MS = 10_000;
/** By these a connection says that nobody listens: refused where a dead process has left its socket, absent, not one. */
const NOBODY: readonly (string | undefined)[] = ['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'];

/** Connects to a socket by its path. Whoever is there but cannot take the connection is an error, not nobody. */
export function dial(path: string): Promise<Socket | 'nobody'> {
  return new Promise((done, fail) => {
    const socket = connect(path);
    const failed = (error: NodeJS.ErrnoException) => {
      if (NOBODY.includes(error.code)) done('nobody');
      else fail(error);
    };
    socket.once('error', failed);
    socket.once('connect', () => {
      socket.off('error', failed);
      done(socket);
    });
  });
}

/** Sends one request as a line of JSON and waits for the line that answers it. */
export function request(socket: Socket, asked: FolderRequest): Promise<FolderReply> {
  return new Promise<FolderReply>((done, fail) => {
    socket.setTimeout(ANSWER_WITHIN_MS, () => socket.destroy(new Error('no answer in time')));
    socket.once('error', fail);
    socket.once('close', () => fail(new Error('the connection was closed before the answer')));
    createInterface(socket).once('line', (line) => {
      done(FolderReply.parse(JSON.parse(line)));
      socket.end();
    });
    socket.write(`${JSON.stringify(asked)}\n`);
  });
}

/** Answers each line that comes over the socket with the handler there is at that moment. */
export function answerRequests(socket: Socket, handler: () => FolderHandler | undefined): void {
  let pending = '';
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  socket.on('data', (text: string) => {
    const lines = (pending + text).split('\n');
    pending = lines.pop() ?? '';
    if (pending.length > LONGEST_LINE) socket.destroy();
    for (const line of lines) {
      void replyTo(line, handler()).then((reply) => socket.writable && socket.write(`${JSON.stringify(reply)}\n`));
    }
  });
}

async function replyTo(line: string, handler: FolderHandler | undefined): Promise<FolderReply> {
  const parsed = FolderRequest.safeParse(parseJson(line));
  if (!parsed.success) return { ok: false, code: 'malformed', message: 'the request is no JSON object with a command' };
  if (handler === undefined) return { ok: false, code: 'starting', message: 'still starting; try again in a moment' };
  try {
    return { ok: true, data: await handler(parsed.data) };
  } catch (error) {
    return { ok: false, code: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
