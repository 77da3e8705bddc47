import { createHash } from 'node:crypto';
import type { Env } from './env.ts';
import type { Logger } from './log.ts';
import { Secret } from './secret.ts';
import { type DataFolder, makeDataFolder, takeDataFolder } from './store/dataFolder.ts';
import { type Database, openDatabase } from './store/database.ts';
import { keptSecret } from './store/keptSecret.ts';
import { migrate } from './store/migrate.ts';
import { openPool } from './store/openPool.ts';
import { isKnownSecret, rememberSecret } from './store/secretMark.ts';

export interface Store {
  database: Database;
  /** What it is, in words, and where. */
  description: string;
  place: string;
  /** Only this process can have it open. */
  alone: boolean;
  /** Of WAGGLE_SECRET or, without it, the one kept in the data folder. */
  secret: Secret;
  /** Where the database is embedded: the folder this process has taken. */
  folder: DataFolder | undefined;
  close(): Promise<void>;
}

type Settings = Pick<Env, 'databaseUrl' | 'dataDir' | 'secret' | 'role'>;

/** Processes that share their work do not share their secret; made for whoever starts the program. */
export class SecretDiffers extends Error {
  override readonly name = 'SecretDiffers';
  constructor() {
    super(
      'The secret is another one than that of the other processes of this database. Set the same WAGGLE_SECRET for all ' +
        'of them. To have a new one from now on, start once with WAGGLE_ROLE=all.',
    );
  }
}

/**
 * Opens and migrates the database and finds the secret; throws DataFolderInUse, StoreUnavailable, MigrationFault or
 * SecretDiffers.
 */
export async function openStore({ databaseUrl, dataDir, role, ...given }: Settings, logger: Logger): Promise<Store> {
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
    const secret = given.secret ?? new Secret(await keptSecret(await makeDataFolder(dataDir), 'secret'));
    await recognise(database, { secret, role, logger });
    return {
      database,
      description: `${databaseUrl === undefined ? 'embedded ' : ''}PostgreSQL ${store.version}`,
      place: databaseUrl === undefined ? dataDir : placeOf(databaseUrl.reveal()),
      alone: store.kind === 'embedded',
      secret,
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

/** A new secret signs everybody out and makes stored keys unreadable: nothing to happen unseen, or by a slip. */
async function recognise(
  { prisma }: Database,
  { secret, role, logger }: { secret: Secret; role: Env['role']; logger: Logger },
): Promise<void> {
  if (await isKnownSecret(prisma, secret.reveal())) return rememberSecret(prisma, secret.reveal());
  if (role !== 'all') throw new SecretDiffers();
  logger.warn({}, 'the secret is a new one: people sign in again, and stored keys of providers are entered again');
  return rememberSecret(prisma, secret.reveal());
}

/** Where a server is, without who goes there and by which password. */
function placeOf(databaseUrl: string): string {
  const url = URL.parse(databaseUrl);
  return `${url?.host ?? 'DATABASE_URL'}${url?.pathname ?? ''}`;
}
