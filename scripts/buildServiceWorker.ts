// Makes out/sw.js, with which the page opens without a network, from client/worker/ and what was built into out/.
import { getManifest } from '@serwist/build';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

/** More than this is not worth everybody's disk: it is fetched when it is needed. */
const LARGEST_BYTES = 700_000;

/** Writes `sw.js` into the folder of a built page, knowing every file there that the screens need. */
export async function buildServiceWorker(folder: string): Promise<{ files: number; bytes: number }> {
  const legacy = legacyScripts(await readFile(join(folder, 'index.html'), 'utf8'));
  const { manifestEntries, count, size, warnings } = await getManifest({
    globDirectory: folder,
    globPatterns: ['index.html', 'manifest.webmanifest', '*.{svg,png,ico}', '_next/static/**/*.{js,css,woff2,svg,png}'],
    globIgnores: ['_next/static/*/_*.js', ...legacy],
    // Their names hold the hash of their content.
    dontCacheBustURLsMatching: /^\/_next\/static\//,
    modifyURLPrefix: { '': '/' },
    maximumFileSizeToCacheInBytes: LARGEST_BYTES,
  });
  for (const warning of warnings) console.warn(warning);
  const bundle = await rolldown({
    input: join(import.meta.dirname, '..', 'client', 'worker', 'worker.ts'),
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"', PRECACHE: JSON.stringify(manifestEntries) } },
  });
  await bundle.write({ file: join(folder, 'sw.js'), format: 'iife', minify: true });
  await bundle.close();
  return { files: count, bytes: size };
}

/** What only browsers load that have no service workers. */
function legacyScripts(html: string): string[] {
  const tags = html.match(/<script\b[^>]*\bnomodule\b[^>]*>/gi) ?? [];
  return tags.flatMap((tag) => /\bsrc="\/([^"]+)"/.exec(tag)?.[1] ?? []);
}

if (import.meta.main) await buildServiceWorker('out');
