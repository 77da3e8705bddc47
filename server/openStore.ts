import { createHash } from 'node:crypto';
import type { Env } from './env.ts';
import type { Logger } from './log.ts';
import { Secret } from './secret.ts';
import { type DataFolder, makeDataFolder, takeDataFolder } from './store/dataFolder.ts';
import { type Database, openDatabase } from './store/database.ts';
import { keptSecret } from './store/keptSecret.ts';
import { migrate } from './store/migrate.ts';
import { openPool } from './store/openPool.ts';

export interface Store {
  database: Database;
  /** What it is, in words. */
  description: string;
  /** Only this process can have it open. */
  alone: boolean;
  /** Of WAGGLE_SECRET or, without it, the one kept in the data folder. */
  secret: Secret;
  /** Where the database is embedded: the folder this process has taken. */
  folder: DataFolder | undefined;
  close(): Promise<void>;
}

type Settings = Pick<Env, 'databaseUrl' | 'dataDir' | 'secret'>;

/** Opens and migrates the database and finds the secret; throws DataFolderInUse, StoreUnavailable or MigrationFault. */
export async function openStore({ databaseUrl, dataDir, secret }: Settings, logger: Logger): Promise<Store> {
  const opened = new AsyncDisposableStack();
  try {
    const folder = databaseUrl === undefined ? await takeDataFolder(dataDir) : undefined;
    if (folder !== undefined) opened.defer(() => folder.release());
    const store = await openPool(
      folder === undefined ? { databaseUrl: databaseUrl?.reveal() ?? '', logger } : { dataFolder: folder, logger },
    );
    opened.defer(() => store.close());
    const applied = await migrate(store.pool);
    if (applied.length > 0) logger.info({ applied }, 'the database was migrated');
    const database = openDatabase(store.pool);
    opened.defer(() => database.close());
    return {
      database,
      description: describe(store.version, databaseUrl, dataDir),
      alone: store.kind === 'embedded',
      secret: secret ?? new Secret(await keptSecret(await makeDataFolder(dataDir), 'secret')),
      folder,
      close: () => opened.disposeAsync(),
    };
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

/** What those processes have in common that work on one workspace; tells nothing of the secret. */
export function namespaceOf(secret: Secret): string {
  return `waggle-${createHash('sha256').update(`namespace ${secret.reveal()}`).digest('hex').slice(0, 16)}`;
}

function describe(version: string, databaseUrl: Secret | undefined, dataDir: string): string {
  if (databaseUrl === undefined) return `embedded PostgreSQL ${version} in ${dataDir}`;
  const url = URL.parse(databaseUrl.reveal());
  return `PostgreSQL ${version} at ${url?.host ?? 'DATABASE_URL'}${url?.pathname ?? ''}`;
}
