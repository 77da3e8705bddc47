import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMALL_MEMORY } from '../server/store/testing/templates.ts';
import { packFolder, unpackFolder } from '../server/testing/archive.ts';
import { makeTemplateDatabase } from './database.ts';
import { WaggleServer } from './waggleServer.ts';

const TEMPLATE = 'WAGGLE_E2E_TEMPLATE';

/** Makes a data folder and a database as a first start leaves them, once for all journeys; gives back what removes them. */
export default async function makeTemplate(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'waggle-e2e-template-'));
  const archive = join(folder, 'data.tar');
  await startOnce({}, async (data) => {
    await appendFile(join(data, 'database', 'postgresql.conf'), SMALL_MEMORY);
    await packFolder(data, archive);
  });
  const dropDatabase = await makeTemplateDatabase((env) => startOnce(env, () => Promise.resolve()));
  process.env[TEMPLATE] = archive;
  return async () => {
    await dropDatabase();
    await rm(folder, { recursive: true, force: true });
  };
}

async function startOnce(env: Record<string, string>, keep: (folder: string) => Promise<void>): Promise<void> {
  const server = await WaggleServer.start(env);
  await server.end();
  await keep(server.folder);
  await server.stop();
}

/** Fills a server's data folder with what its first start would make, where that was made before. */
export async function fromTemplate(folder: string): Promise<void> {
  const template = process.env[TEMPLATE];
  if (template !== undefined) await unpackFolder(template, folder);
}
