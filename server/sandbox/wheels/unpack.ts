// Used by the server and by Python's process, which has to have a package before it turns again: hence no streams, as yauzl’s are.
import { crc32, inflateRawSync } from 'node:zlib';
import type { Entry } from '../messages.ts';

/** An archive that is broken, or not what we take. */
export class BadZip extends Error {
  override readonly name = 'BadZip';
}

/** What a file of an archive holds, checked against its length and sum. */
export function unpack(archive: Uint8Array, entry: Entry): Uint8Array {
  const packed = archive.subarray(entry.from, entry.from + entry.packed);
  const content = entry.deflated ? inflate(packed, entry) : packed.slice();
  if (content.length !== entry.size || crc32(content) !== entry.sum) throw new BadZip(`${entry.path} in it is broken`);
  return content;
}

function inflate(packed: Uint8Array, { size, path }: Entry): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch (cause) {
    throw new BadZip(`${path} in it is broken`, { cause });
  }
}
