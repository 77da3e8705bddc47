import { crc32, inflateRawSync } from 'node:zlib';

/** A file in an archive, as its directory tells of it. */
export type Entry = { path: string; size: number; packed: number; method: number; sum: number; at: number };

/** An archive that is broken, or not what we take. */
export class BadZip extends Error {
  override readonly name = 'BadZip';
}

/** What one archive may hold, and come to once unpacked. */
const MOST_ENTRIES = 20_000;
const MOST_UNPACKED = 256 * 1024 * 1024;
const END = 0x06054b50;
const END_SIZE = 22;
const MOST_COMMENT = 0xffff;
const HEADER = 0x02014b50;
const HEADER_SIZE = 46;
const FILE = 0x04034b50;
const FILE_SIZE = 30;
const ENCRYPTED = 1;
const PLAIN = 0;
const DEFLATED = 8;

/** The files of an archive, whose paths all lead inside; throws where it is broken or one leads elsewhere. */
export function readEntries(bytes: Uint8Array): readonly Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > MOST_ENTRIES) throw new BadZip(`it has more than ${MOST_ENTRIES} files`);
  const entries: Entry[] = [];
  let unpacked = 0;
  for (let index = 0; index < count; index++) {
    if (at + HEADER_SIZE > end || view.getUint32(at, true) !== HEADER) throw new BadZip('its directory is broken');
    const nameLength = view.getUint16(at + 28, true);
    const name = bytes.subarray(at + HEADER_SIZE, at + HEADER_SIZE + nameLength);
    const path = new TextDecoder('utf-8', { fatal: false }).decode(name);
    const entry: Entry = {
      ...{ path, method: view.getUint16(at + 10, true), sum: view.getUint32(at + 16, true) },
      ...{
        packed: view.getUint32(at + 20, true),
        size: view.getUint32(at + 24, true),
        at: view.getUint32(at + 42, true),
      },
    };
    if ((view.getUint16(at + 8, true) & ENCRYPTED) !== 0) throw new BadZip('it is encrypted');
    if (!leadsInside(path)) throw new BadZip(`a path in it leads outside: ${JSON.stringify(path.slice(0, 120))}`);
    unpacked += entry.size;
    if (unpacked > MOST_UNPACKED) throw new BadZip(`it unpacks to more than ${MOST_UNPACKED} bytes`);
    if (!path.endsWith('/')) entries.push(entry);
    at += HEADER_SIZE + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** What a file of it holds, checked against its length and sum. */
export function unpack(bytes: Uint8Array, entry: Entry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.at + FILE_SIZE > bytes.length || view.getUint32(entry.at, true) !== FILE) throw new BadZip('it is broken');
  const from = entry.at + FILE_SIZE + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  const packed = bytes.subarray(from, from + entry.packed);
  const content = inflate(packed, entry);
  if (content.length !== entry.size || crc32(content) !== entry.sum) throw new BadZip(`${entry.path} in it is broken`);
  return content;
}

function inflate(packed: Uint8Array, { method, size, path }: Entry): Uint8Array {
  if (method === PLAIN) return packed.slice();
  if (method !== DEFLATED) throw new BadZip(`${path} in it is packed in a way that is not known`);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch (cause) {
    throw new BadZip(`${path} in it is broken`, { cause });
  }
}

function findEnd(view: DataView): number {
  const last = view.byteLength - END_SIZE;
  for (let at = last; at >= 0 && at >= last - MOST_COMMENT; at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw new BadZip('it is no zip archive');
}

const UNSEEN = /[\p{Cc}\\:]/u;

function leadsInside(path: string): boolean {
  const parts = path.replace(/\/$/, '').split('/');
  return !UNSEEN.test(path) && parts.every((part) => part !== '' && part !== '.' && part !== '..');
}
