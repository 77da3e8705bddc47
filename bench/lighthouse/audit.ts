import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const HERE = import.meta.dirname;
const INSTALLED = join(HERE, 'node_modules', '.package-lock.json');
const CLI = join(HERE, 'node_modules', 'lighthouse', 'cli', 'index.js');

const reportSchema = z.object({
  finalDisplayedUrl: z.string(),
  runtimeError: z.object({ message: z.string() }).optional(),
  categories: z.record(z.string(), z.object({ score: z.number().nullable() })),
});

/** Fetches Lighthouse, as its lock file says, where it is not there yet. */
export async function installLighthouse(): Promise<void> {
  if (existsSync(INSTALLED) && versionIn(INSTALLED) === versionIn(join(HERE, 'package-lock.json'))) return;
  await run('npm', ['ci', '--prefix', HERE, '--ignore-scripts', '--no-audit', '--no-fund']);
}

/**
 * What Lighthouse says of this page on a desktop, in the browser that is controlled at this port and keeps what it has:
 * the score of each category, 0 to 100. Throws where the page could not be audited, or led somewhere else.
 */
export async function audit<Category extends string>(
  url: string,
  port: number,
  categories: readonly Category[],
): Promise<Record<Category, number>> {
  const settings = ['--output=json', '--quiet', '--preset=desktop', '--disable-storage-reset'];
  const asked = [`--port=${port}`, `--only-categories=${categories.join(',')}`, '--no-enable-error-reporting'];
  const { stdout } = await run(process.execPath, [CLI, url, ...settings, ...asked], { maxBuffer: 64 * 1024 * 1024 });
  const report = reportSchema.parse(JSON.parse(stdout));
  if (report.runtimeError !== undefined) throw new Error(`Lighthouse: ${report.runtimeError.message}`);
  if (report.finalDisplayedUrl !== url) throw new Error(`Lighthouse ended at ${report.finalDisplayedUrl}`);
  const scores = categories.map((category) => [category, scoreOf(report.categories[category]?.score)]);
  return Object.fromEntries(scores) as Record<Category, number>;
}

function scoreOf(share: number | null | undefined): number {
  if (share === null || share === undefined) throw new Error('Lighthouse left out a category');
  return Math.round(share * 100);
}

function versionIn(lockFile: string): unknown {
  const { packages } = z
    .object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) })
    .parse(JSON.parse(readFileSync(lockFile, 'utf8')));
  return packages['node_modules/lighthouse']?.version;
}
