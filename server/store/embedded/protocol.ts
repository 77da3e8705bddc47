import { Buffer } from 'node:buffer';

/** Where a session stands after an answer: idle, in a transaction, in a failed one, or amid an unfinished exchange. */
export type SessionStatus = 'idle' | 'transaction' | 'failed' | 'unfinished';

const READY = 'Z'.charCodeAt(0);
const STATUS: Readonly<Record<string, SessionStatus>> = { I: 'idle', T: 'transaction', E: 'failed' };

function message(type: string, ...parts: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(`${part}\0`) : part)));
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

export const SYNC = message('S');
/** Ends a `COPY … FROM STDIN`, which would otherwise read the end of the input and stop the engine; else ignored. */
export const COPY_FAIL = message('f', 'COPY FROM STDIN is not offered by the embedded database');

/** The simple query message for `text`. */
export function queryMessage(text: string): Buffer {
  return message('Q', text);
}

/** The message that forgets a prepared statement; it is no error if there is none of that name. */
export function closeStatement(name: string): Buffer {
  return message('C', Buffer.from('S'), name);
}

/** A fatal error as the server would send it before hanging up. */
export function fatalMessage(code: string, text: string): Buffer {
  return message('E', 'SFATAL', 'VFATAL', `C${code}`, `M${text}`, Buffer.alloc(1));
}

/** The messages of a unit or an answer as views into it, in order. */
export function* messagesIn(whole: Buffer): Generator<{ type: string; bytes: Buffer }> {
  for (let offset = 0; offset + 5 <= whole.length; ) {
    const end = offset + 1 + whole.readInt32BE(offset + 1);
    yield { type: String.fromCharCode(whole.readUInt8(offset)), bytes: whole.subarray(offset, end) };
    offset = end;
  }
}

/** The status that the ReadyForQuery at the end of an answer names; without one the exchange is unfinished. */
export function sessionStatus(answer: Buffer): SessionStatus {
  const last = answer.length - 6;
  if (last < 0 || answer[last] !== READY) return 'unfinished';
  return STATUS[String.fromCharCode(answer.readUInt8(last + 5))] ?? 'unfinished';
}

/** What an error message of the server says: its SQLSTATE and its text. */
export type ServerError = { code: string; message: string };

/** The last error in an answer, if there is one. */
export function lastError(answer: Buffer): ServerError | undefined {
  let found: ServerError | undefined;
  for (const { type, bytes } of messagesIn(answer)) {
    if (type !== 'E') continue;
    const fields = bytes.toString('utf8', 5).split('\0');
    const field = (letter: string) => fields.find((text) => text.startsWith(letter))?.slice(1) ?? '';
    found = { code: field('C'), message: field('M') };
  }
  return found;
}

/** The beginning of the SQL in a unit of messages (its first Query or Parse); nothing where it carries none. */
export function statementText(unit: Buffer, limit = 300): string | undefined {
  for (const { type, bytes } of messagesIn(unit)) {
    if (type !== 'Q' && type !== 'P') continue;
    const start = type === 'Q' ? 5 : bytes.indexOf(0, 5) + 1;
    return bytes.toString('utf8', start, Math.min(bytes.indexOf(0, start), start + limit));
  }
  return undefined;
}

/** The packet that opens a session. */
export function startupMessage(user: string, database: string): Buffer {
  const body = Buffer.from(`user\0${user}\0database\0${database}\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(body.length + 8, 0);
  head.writeInt32BE(3 << 16, 4);
  return Buffer.concat([head, body]);
}
