// Makes out/sw.js, with which the page opens without a network, from client/worker/ and what was built into out/.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { rolldown } from 'rolldown';
import type { PageFile } from '../client/worker/keptFile.ts';

const needed =
  /^\/(index\.html|manifest(\.de)?\.webmanifest|[^/]+\.(svg|png|ico)|_next\/static\/.+\.(js|css|woff2|svg|png))$/;
/** The router of a kind of pages that we have none of. */
const unneeded = /^\/_next\/static\/[^/]+\/_[^/]+\.js$/;
const hashed = /^\/_next\/static\//;
/** Larger ones are not worth everybody's disk: they are fetched when they are needed. */
const LARGEST_BYTES = 1_000_000;

/** Writes `sw.js` into the folder of a built page. */
export async function buildServiceWorker(folder: string): Promise<void> {
  const bundle = await rolldown({
    input: join(import.meta.dirname, '..', 'client', 'worker', 'worker.ts'),
    platform: 'browser',
    transform: { define: { PAGE_FILES: JSON.stringify(await filesOf(folder)) } },
  });
  await bundle.write({ file: join(folder, 'sw.js'), format: 'iife', minify: true });
  await bundle.close();
}

async function filesOf(folder: string): Promise<PageFile[]> {
  const legacy = legacyScripts(await readFile(join(folder, 'index.html'), 'utf8'));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const urls = entries
    .filter((entry) => entry.isFile())
    .map((entry) => `/${relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/')}`)
    .filter((url) => needed.test(url) && !unneeded.test(url) && !legacy.includes(url))
    .sort();
  const files: PageFile[] = [];
  for (const url of urls) {
    const content = await readFile(join(folder, url));
    if (content.length > LARGEST_BYTES) continue;
    const revision = hashed.test(url) ? null : createHash('sha256').update(content).digest('hex').slice(0, 16);
    files.push({ url, revision });
  }
  return files;
}

/** What only browsers load that have no service workers. */
function legacyScripts(html: string): string[] {
  const tags = html.match(/<script\b[^>]*\bnomodule\b[^>]*>/gi) ?? [];
  return tags.flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []);
}

if (import.meta.main) await buildServiceWorker('out');
