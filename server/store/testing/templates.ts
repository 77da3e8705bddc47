import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packFolder, unpackFolder } from '../../testing/archive.ts';
import { takeDataFolder } from '../dataFolder.ts';
import { migrate } from '../migrate.ts';
import { openPool } from '../openPool.ts';
import { administer } from './freshDatabase.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const MIGRATIONS = join(ROOT, 'prisma', 'migrations');
const MADE_BY = ['package-lock.json', 'server/store/embedded/createDatabase.ts', 'server/store/testing/templates.ts'];
const logger = { warn: () => undefined };
/** A test's database is small and ends soon: filling the usual 128 MB with zeros takes a quarter of what its start does. */
export const SMALL_MEMORY = '\nshared_buffers = 16MB\n';

/** In these the processes of the tests find the templates; where they are not set, everything is made anew. */
const ARCHIVE = 'WAGGLE_TEST_ARCHIVE';
const DATABASE = 'WAGGLE_TEST_DATABASE';

/**
 * Makes what a first start makes of an empty database once for all tests, as a start is what most of them wait for: an
 * archive of the embedded one, kept until what it is made from changes, and a database on the server of the tests.
 */
export default async function makeTemplates(): Promise<() => Promise<void>> {
  const key = await contentHash();
  process.env[ARCHIVE] = await makeArchive(join(ROOT, '.cache', 'waggle', 'templates', `${key}.tar`));
  const serverUrl = process.env.TEST_DATABASE_URL;
  if (!serverUrl) return () => Promise.resolve();
  const name = `waggle_template_${key}_${process.pid}`;
  await administer(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const { pool, close } = await openPool({ databaseUrl: url.href, logger });
  await migrate(pool);
  await close();
  process.env[DATABASE] = name;
  return () => administer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
}

/** Fills a data folder with an empty embedded database that has its schema, where the tests have made one. */
export async function unpackTemplate(folder: string): Promise<void> {
  const archive = process.env[ARCHIVE];
  if (archive) await unpackFolder(archive, folder);
}

/** The name of the database on the server of the tests that has its schema already. */
export function templateDatabase(): string | undefined {
  return process.env[DATABASE];
}

async function makeArchive(archive: string): Promise<string> {
  if (existsSync(archive)) return archive;
  const folder = await mkdtemp(join(tmpdir(), 'waggle-template-'));
  const dataFolder = await takeDataFolder(folder);
  const { pool, close } = await openPool({ dataFolder, logger, durable: false });
  await migrate(pool);
  await close();
  await dataFolder.release();
  await appendFile(join(folder, 'database', 'postgresql.conf'), SMALL_MEMORY);
  await rm(dirname(archive), { recursive: true, force: true });
  await mkdir(dirname(archive), { recursive: true });
  await packFolder(folder, `${archive}.new`, ['database']);
  await rename(`${archive}.new`, archive);
  await rm(folder, { recursive: true, force: true });
  return archive;
}

async function contentHash(): Promise<string> {
  const hash = createHash('sha256');
  const names = (await readdir(MIGRATIONS, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const migrations = names.map(({ name }) => join(MIGRATIONS, name, 'migration.sql')).sort();
  for (const file of [...migrations, ...MADE_BY.map((name) => join(ROOT, name))]) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}
