import { join } from 'node:path';
import { GuardedPool, type StoreLogger } from '../pool.ts';
import { ProcessEngine } from './engine.ts';
import { Gate, type GateLimits } from './gate.ts';
import { WireStream } from './wireStream.ts';

/** Besides the limits: whether a commit waits for the disk. */
export type EmbeddedOptions = GateLimits & { durable: boolean };

const CONNECTIONS = 10;
const DEFAULTS: EmbeddedOptions = {
  durable: true,
  slowStatement: 30_000,
  idleInTransaction: 60_000,
};

/**
 * Opens the database kept in `folder` (made if it is not there), which nobody else may have open. The pool is pg's
 * own; only its sockets are not. Not offered: `COPY … FROM STDIN` (an error), and the settings of a connection.
 */
export function openEmbedded(folder: string, logger: StoreLogger, options: Partial<EmbeddedOptions> = {}) {
  const { durable, ...limits } = { ...DEFAULTS, ...options };
  const engine = new ProcessEngine({ folder: join(folder, 'database'), durable });
  const gate = new Gate(engine, limits, logger);
  const pool = new GuardedPool(
    {
      stream: () => new WireStream(gate),
      // Named, so that none of these is taken from the environment of a PostgreSQL client.
      host: 'embedded',
      user: 'postgres',
      database: 'postgres',
      password: '',
      ssl: false,
      max: CONNECTIONS,
      idleTimeoutMillis: 0,
    },
    logger,
  );
  const close = async () => {
    await pool.end();
    await engine.close();
  };
  return { pool, close };
}
