import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packFolder, unpackFolder } from '../server/testing/archive.ts';
import { WaggleServer } from './waggleServer.ts';

const TEMPLATE = 'WAGGLE_E2E_TEMPLATE';

/** Makes a data folder as a first start leaves it, once for all journeys; gives back what removes it. */
export default async function makeTemplate(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'waggle-e2e-template-'));
  const server = await WaggleServer.start();
  await server.end();
  const archive = join(folder, 'data.tar');
  await packFolder(server.folder, archive);
  await server.stop();
  process.env[TEMPLATE] = archive;
  return () => rm(folder, { recursive: true, force: true });
}

/** Fills a server's data folder with what its first start would make, where that was made before. */
export async function fromTemplate(folder: string): Promise<void> {
  const template = process.env[TEMPLATE];
  if (template !== undefined) await unpackFolder(template, folder);
}
