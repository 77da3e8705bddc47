import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeDataFolder } from '../dataFolder.ts';
import { type OpenPool, openPool } from '../openPool.ts';
import type { StoreLogger } from '../pool.ts';
import { freshDatabase } from './freshDatabase.ts';
import { templateDatabase, unpackTemplate } from './templates.ts';

/** A warning as the store logged it. */
export type Warning = { details: object; message: string };

/** A database of its own with nothing in it, gone after `close`, and what the store warned of meanwhile. */
export type TestPool = OpenPool & { warnings: Warning[] };

/** The forms a database can have. `missing` says why one cannot be tried here. */
export interface PoolForm {
  name: string;
  missing?: string;
  open(): Promise<TestPool>;
}

export function recordingLogger(): { logger: StoreLogger; warnings: Warning[] } {
  const warnings: Warning[] = [];
  return { warnings, logger: { warn: (details, message) => warnings.push({ details, message }) } };
}

type Making = { /** Without a schema. */ bare?: boolean };

export async function openEmbeddedTestPool({ bare = false }: Making = {}): Promise<TestPool> {
  const path = await mkdtemp(join(tmpdir(), 'waggle-store-'));
  if (!bare) await unpackTemplate(path);
  const { logger, warnings } = recordingLogger();
  const dataFolder = await takeDataFolder(path);
  const opened = await openPool({ dataFolder, logger, durable: false });
  return {
    ...opened,
    warnings,
    close: async () => {
      await opened.close();
      await dataFolder.release();
      await rm(path, { recursive: true, force: true });
    },
  };
}

const serverUrl = process.env.TEST_DATABASE_URL;

export async function openServerTestPool({ bare = false }: Making = {}): Promise<TestPool> {
  if (serverUrl === undefined) throw new Error('TEST_DATABASE_URL is not set');
  const fresh = await freshDatabase(serverUrl, bare ? undefined : templateDatabase());
  const { logger, warnings } = recordingLogger();
  const opened = await openPool({ databaseUrl: fresh.url, logger });
  return {
    ...opened,
    warnings,
    close: async () => {
      await opened.close();
      await fresh.drop();
    },
  };
}

function formsOf(making: Making): readonly PoolForm[] {
  return [
    { name: 'embedded', open: () => openEmbeddedTestPool(making) },
    {
      name: 'on a server',
      open: () => openServerTestPool(making),
      ...(serverUrl === undefined ? { missing: 'skipped: TEST_DATABASE_URL is not set' } : {}),
    },
  ];
}

/** May have its schema already, which `migrate` then leaves alone. */
export const poolForms = formsOf({});
/** Without a schema. */
export const barePoolForms = formsOf({ bare: true });
