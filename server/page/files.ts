import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip';

/** A file of the built page, held in memory: what is served stays whole while a newer page is being built. */
export interface PageFile {
  readonly body: Buffer;
  readonly type: string;
  readonly etag: string;
  /** The body in this encoding, made at the first use; undefined where it would not get smaller. */
  encoded(encoding: Encoding): Promise<Buffer | undefined>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
};
const COMPRESSIBLE = /^text\/|json|svg/;
const SMALLEST_BYTES = 1024;

/** All files under the folder by their path on the server (`/index.html`); none where there is no such folder. */
export async function readFiles(folder: string): Promise<Map<string, PageFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  return new Map(
    await Promise.all(
      files.map(async (entry): Promise<[string, PageFile]> => {
        const path = join(entry.parentPath, entry.name);
        const served = path.slice(join(folder).length).replaceAll('\\', '/');
        return [served, pageFile(await readFile(path), extname(entry.name))];
      }),
    ),
  );
}

function pageFile(body: Buffer, extension: string): PageFile {
  const type = TYPES[extension] ?? 'application/octet-stream';
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const made = new Map<Encoding, Promise<Buffer | undefined>>();
  return {
    body,
    type,
    etag,
    encoded(encoding) {
      if (!COMPRESSIBLE.test(type) || body.length < SMALLEST_BYTES) return Promise.resolve(undefined);
      const known = made.get(encoding) ?? compress(body, encoding);
      made.set(encoding, known);
      return known;
    },
  };
}

async function compress(body: Buffer, encoding: Encoding): Promise<Buffer | undefined> {
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } };
  const smaller =
    encoding === 'br' ? await promisify(brotliCompress)(body, options) : await promisify(gzip)(body, { level: 9 });
  return smaller.length < body.length ? smaller : undefined;
}
