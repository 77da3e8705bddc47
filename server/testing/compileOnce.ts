import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackTemplate } from '../store/testing/templates.ts';
import { BRIEF_ENV } from './briefNode.ts';
import { startReal } from './realProcess.ts';

/** Runs one server to its end, as most of those in tests are killed, and only what ends keeps what it compiled. */
export default async function compileOnce(): Promise<void> {
  if (existsSync(BRIEF_ENV.NODE_COMPILE_CACHE)) return;
  const folder = await mkdtemp(join(tmpdir(), 'waggle-compiled-'));
  await unpackTemplate(folder);
  const real = await startReal({ WAGGLE_DATA_DIR: folder });
  real.signal('SIGTERM');
  await real.ended;
  await rm(folder, { recursive: true, force: true });
}
