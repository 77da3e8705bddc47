import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const ROOT = join(import.meta.dirname, '..');
/** Within the project, so that it is built with the same packages. */
const FOLDER = join(ROOT, '.cache', 'waggle', 'empty-page');

const files: Record<string, string> = {
  'package.json': '{ "private": true, "type": "module" }',
  'next.config.mjs': `export default { output: 'export', turbopack: { root: ${JSON.stringify(ROOT)} } };`,
  'app/layout.jsx': 'export default ({ children }) => <html lang="en"><body>{children}</body></html>;',
  'app/page.jsx': 'export default () => null;',
};

/** Builds a page with nothing on it, with the same Next and React; the bytes of its scripts, gzipped. */
export async function emptyPageBytes(): Promise<number> {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(join(FOLDER, 'app'), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(FOLDER, name), text);
  const next = join(ROOT, 'node_modules', 'next', 'dist', 'bin', 'next');
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: FOLDER,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the empty page was not built:\n${said}`);
  const bytes = await scriptBytes(join(FOLDER, 'out'));
  await rm(FOLDER, { recursive: true, force: true });
  return bytes;
}

/** The bytes of the scripts that a page's HTML names for browsers of today, gzipped one by one. */
export async function scriptBytes(folder: string): Promise<number> {
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  const tags = html.match(/<script\b[^>]*>/gi) ?? [];
  const sources = tags
    .filter((tag) => !/\bnomodule\b/i.test(tag))
    .flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []);
  return gzippedBytes(folder, new Set(sources));
}

export async function gzippedBytes(folder: string, paths: Iterable<string>): Promise<number> {
  let bytes = 0;
  for (const path of paths) bytes += gzipSync(await readFile(join(folder, path)), { level: 9 }).length;
  return bytes;
}
