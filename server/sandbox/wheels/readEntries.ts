import type { Buffer } from 'node:buffer';
import { fromBufferPromise, type ZipFile } from 'yauzl';
import type { Entry } from '../messages.ts';
import { BadZip } from './unpack.ts';

/** What one archive may hold, and come to once unpacked. */
const MOST_ENTRIES = 20_000;
const MOST_UNPACKED = 256 * 1024 * 1024;
const DEFLATED = 8;

/**
 * The files of an archive, whose paths all lead inside and which can all be unpacked; throws where it is broken or one can not.
 * What is in them is not looked at: unpacking checks that.
 */
export async function readEntries(bytes: Buffer): Promise<readonly Entry[]> {
  const zip = await open(bytes);
  if (zip.entryCount > MOST_ENTRIES) throw new BadZip(`it has more than ${MOST_ENTRIES} files`);
  try {
    return await entriesOf(zip);
  } catch (cause) {
    if (cause instanceof BadZip) throw cause;
    throw new BadZip(`it can not be read (${cause instanceof Error ? cause.message : String(cause)})`, { cause });
  }
}

async function open(bytes: Buffer): Promise<ZipFile> {
  try {
    // Names are left as bytes: decoded, what cannot be seen in one may have become signs, and backslashes may be read as slashes.
    return await fromBufferPromise(bytes, { decodeStrings: false });
  } catch (cause) {
    throw new BadZip('it is no zip archive', { cause });
  }
}

async function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    const path = entry.fileNameRaw.toString('utf8');
    if (entry.isEncrypted()) throw new BadZip('it is encrypted');
    if (!leadsInside(path)) throw new BadZip(`a path in it leads outside: ${JSON.stringify(path.slice(0, 120))}`);
    if (!entry.canDecodeFileData()) throw new BadZip(`${path} in it is packed in a way that is not known`);
    unpacked += entry.uncompressedSize;
    if (unpacked > MOST_UNPACKED) throw new BadZip(`it unpacks to more than ${MOST_UNPACKED} bytes`);
    if (path.endsWith('/')) continue;
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    entries.push({
      path,
      from: fileDataStart,
      packed: entry.compressedSize,
      deflated: entry.compressionMethod === DEFLATED,
      size: entry.uncompressedSize,
      sum: entry.crc32,
    });
  }
  return entries;
}

const UNSEEN = /[\p{Cc}\\:]/u;

function leadsInside(path: string): boolean {
  const parts = path.replace(/\/$/, '').split('/');
  return !UNSEEN.test(path) && parts.every((part) => part !== '' && part !== '.' && part !== '..');
}
