import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { isOutdatedPlan } from './retry.ts';
import { describeStatement } from './statement.ts';

/** The part of a pino logger the store uses. */
export interface StoreLogger {
  warn(details: object, message: string): void;
}

/**
 * Code inside a transaction asked the pool for another connection; on the one session of the embedded database it would
 * wait for its own end. Inside a transaction only the transaction's client may be used.
 */
export class PoolInsideTransaction extends Error {
  override readonly name = 'PoolInsideTransaction';
  constructor() {
    super('the pool was used from within an open transaction: use the client of the transaction');
  }
}

type Transaction = { state: 'opening' | 'open' | 'over' };
type ConnectCallback = Parameters<pg.Pool['connect']>[0];

const HELD_TOO_LONG_MS = 5000;
const BEGINS = /^\s*(BEGIN|START\s+TRANSACTION)\b/i;

const current = new AsyncLocalStorage<Transaction | undefined>();

/** Whether the code that asks runs inside a transaction opened through `inTransaction`. */
export function insideTransaction(): boolean {
  const transaction = current.getStore();
  return transaction !== undefined && transaction.state !== 'over';
}

/**
 * Runs `open`, which opens one transaction (with one `pool.connect()`, as Prisma's `$transaction` does) and ends it.
 * Every other use of the pool from within throws PoolInsideTransaction, as does another `inTransaction`.
 */
export async function inTransaction<T>(open: () => Promise<T>): Promise<T> {
  if (insideTransaction()) throw new PoolInsideTransaction();
  const transaction: Transaction = { state: 'opening' };
  return current.run(transaction, async () => {
    try {
      return await open();
    } finally {
      transaction.state = 'over';
    }
  });
}

/** Runs `work` as if it were outside the transaction it is called from. */
export function outsideTransaction<T>(work: () => T): T {
  return current.run(undefined, work);
}

/** A pg.Pool that refuses to be used from within a transaction, and reports transactions that are held too long. */
export class GuardedPool extends pg.Pool {
  readonly #logger: StoreLogger;
  readonly #heldTooLongMs: number;
  readonly #outdated = new WeakSet<object>();

  constructor(config: pg.PoolConfig, logger: StoreLogger, heldTooLongMs = HELD_TOO_LONG_MS) {
    super(config);
    this.#logger = logger;
    this.#heldTooLongMs = heldTooLongMs;
    this.on('connect', (client) => {
      // Who uses the client learns of its loss by the next query; unheard, the event would end the process.
      client.on('error', () => undefined);
      this.#watch(client);
    });
    // Without a listener, a server that goes away while connections are idle would end the process.
    this.on('error', (error) => logger.warn({ err: error }, 'an idle database connection was lost'));
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<pg.PoolClient> | void {
    const transaction = current.getStore();
    // pg's own pool.query() connects with a callback; what opens a transaction awaits its client.
    const opens = transaction?.state === 'opening' && callback === undefined;
    if (transaction !== undefined && transaction.state !== 'over' && !opens) {
      const refusal = new PoolInsideTransaction();
      if (callback === undefined) return Promise.reject(refusal);
      callback(refusal, undefined, () => {});
      return;
    }
    if (opens) transaction.state = 'open';
    if (callback === undefined) return super.connect().then((client) => this.#guardRelease(client));
    super.connect((error, client, done) => {
      if (client !== undefined) this.#guardRelease(client);
      callback(error, client, done);
    });
  }

  /**
   * A client given back amid a transaction must not take it along to whoever gets the client next; one with an outdated
   * plan would refuse the same to everybody.
   */
  #guardRelease(client: pg.PoolClient): pg.PoolClient {
    const release = client.release.bind(client);
    client.release = (error) => {
      const status = client.getTransactionStatus();
      const amid = status === 'T' || status === 'E';
      if (amid && !error) this.#logger.warn({}, 'a connection was given back amid a transaction and is closed');
      release(error ?? (amid || this.#outdated.has(client)));
    };
    return client;
  }

  #watch(client: pg.PoolClient): void {
    let first: string | undefined;
    let timer: NodeJS.Timeout | undefined;
    const query = client.query.bind(client) as (...parameters: unknown[]) => unknown;
    client.query = ((...parameters: unknown[]) => {
      const text = textOf(parameters[0]);
      if (BEGINS.test(text)) first = undefined;
      else first ??= text;
      return query(...parameters);
    }) as typeof client.query;
    client.connection.on('errorMessage', (error: unknown) => {
      if (isOutdatedPlan(error)) this.#outdated.add(client);
    });
    const stop = () => {
      clearTimeout(timer);
      timer = undefined;
    };
    client.connection.on('readyForQuery', ({ status }: { status: string }) => {
      if (status === 'I') stop();
      else
        timer ??= setTimeout(() => {
          const statement = describeStatement(first ?? '');
          this.#logger.warn({ statement, heldMs: this.#heldTooLongMs }, 'a transaction is held for too long');
        }, this.#heldTooLongMs).unref();
    });
    client.once('end', stop);
  }
}

function textOf(query: unknown): string {
  if (typeof query === 'string') return query;
  if (typeof query === 'object' && query !== null && 'text' in query && typeof query.text === 'string')
    return query.text;
  return '';
}
