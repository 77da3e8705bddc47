import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { compress, ENCODINGS, ENDINGS, type Encoding } from './encoding.ts';

/** A file of the built page, held in memory: what is served stays whole while a newer page is being built. */
export interface PageFile {
  readonly body: Buffer;
  readonly type: string;
  readonly etag: string;
  /** The body in this encoding, made at the first use where the build has not; undefined where it would not get smaller. */
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
/** All files under the folder by their path on the server (`/index.html`); none where there is no such folder. */
export async function readFiles(folder: string): Promise<Map<string, PageFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const paths = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name));
  const files = new Map(
    await Promise.all(
      paths.map(async (path): Promise<[string, Buffer]> => {
        return [path.slice(join(folder).length).replaceAll('\\', '/'), await readFile(path)];
      }),
    ),
  );
  const served = [...files].filter(([path]) => !isEncodedForm(files, path));
  return new Map(
    served.map(([path, body]) => [
      path,
      pageFile(body, extname(path), (encoding) => files.get(path + ENDINGS[encoding])),
    ]),
  );
}

function isEncodedForm(files: ReadonlyMap<string, Buffer>, path: string): boolean {
  return ENCODINGS.some(
    (encoding) => path.endsWith(ENDINGS[encoding]) && files.has(path.slice(0, -ENDINGS[encoding].length)),
  );
}

function pageFile(body: Buffer, extension: string, built: (encoding: Encoding) => Buffer | undefined): PageFile {
  const type = TYPES[extension] ?? 'application/octet-stream';
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const made = new Map<Encoding, Promise<Buffer | undefined>>();
  return {
    body,
    type,
    etag,
    encoded(encoding) {
      const ready = built(encoding);
      const known = made.get(encoding) ?? (ready ? Promise.resolve(ready) : compress(body, type, encoding, 'soon'));
      made.set(encoding, known);
      return known;
    },
  };
}
