import type { DataFolder } from './dataFolder.ts';
import { openEmbedded } from './embedded/openEmbedded.ts';
import { GuardedPool, type StoreLogger } from './pool.ts';
import { explainEmbedded, explainServer, StoreUnavailable } from './storeUnavailable.ts';

/** Where the database is: on a server, or else embedded in a data folder that this process has taken. */
export type PoolSource =
  | { databaseUrl: string; dataFolder?: DataFolder | undefined }
  | { databaseUrl?: undefined; dataFolder: DataFolder };

export interface PoolOptions {
  logger: StoreLogger;
  /** Whether a commit of the embedded database waits for the disk (a server decides for itself); it does by default. */
  durable?: boolean;
}

export interface OpenPool {
  pool: GuardedPool;
  kind: 'embedded' | 'server';
  /** PostgreSQL's own, such as 18.6. */
  version: string;
  close(): Promise<void>;
}

const OLDEST_VERSION = 15;
const CONNECTIONS = 10;
/** So many stay open while nothing happens, as many as a run asks at once: a new one would plan every statement anew, for whoever comes first. */
const KEPT_CONNECTIONS = 4;
const CONNECT_WITHIN_MS = 10_000;
const STATEMENT_WITHIN_MS = 30_000;
const IDLE_IN_TRANSACTION_MS = 60_000;

/** Opens the database and asks it for its version; throws StoreUnavailable. Its schema is the concern of `migrate`. */
export async function openPool(source: PoolSource & PoolOptions): Promise<OpenPool> {
  const opened =
    source.databaseUrl === undefined
      ? openEmbeddedPool(source.dataFolder.path, source)
      : openServerPool(source.databaseUrl, source.logger);
  const { pool, kind, close, explain } = opened;
  try {
    return { pool, kind, close, version: await versionOf(pool) };
  } catch (error) {
    await close();
    throw error instanceof StoreUnavailable ? error : explain(error);
  }
}

async function versionOf(pool: GuardedPool): Promise<string> {
  const { rows } = await pool.query<{ version: string }>(`SELECT current_setting('server_version') AS version`);
  const version = rows[0]?.version.split(' ')[0] ?? '0';
  if (Number.parseInt(version, 10) >= OLDEST_VERSION) return version;
  throw new StoreUnavailable('too-old', `PostgreSQL ${version} is too old: it must be ${OLDEST_VERSION} or newer.`);
}

function openEmbeddedPool(folder: string, { logger, durable }: PoolOptions) {
  const explain = (error: unknown) => explainEmbedded(error, folder);
  return { kind: 'embedded' as const, explain, ...openEmbedded(folder, logger, { durable: durable ?? true }) };
}

function openServerPool(databaseUrl: string, logger: StoreLogger) {
  const pool = new GuardedPool(
    {
      connectionString: databaseUrl,
      application_name: 'waggle',
      max: CONNECTIONS,
      min: KEPT_CONNECTIONS,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      statement_timeout: STATEMENT_WITHIN_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      keepAlive: true,
      // Prisma takes every timestamp for one in UTC, whatever zone the server writes it in.
      verify: (client, done) => client.query(`SET TIME ZONE 'UTC'`, (error) => done(error)),
    },
    logger,
  );
  const explain = (error: unknown) => explainServer(error, databaseUrl);
  return { kind: 'server' as const, explain, pool, close: () => pool.end() };
}
