import { Buffer } from 'node:buffer';
import type { StoreLogger } from '../pool.ts';
import { describeStatement } from '../statement.ts';
import { Channels } from './channels.ts';
import { type Engine, EngineStopped } from './engine.ts';
import { closeStatement, queryMessage, SYNC, sessionStatus, statementText } from './protocol.ts';

/** One connection as the gate sees it. */
export interface GateClient {
  answer(bytes: Buffer): void;
  notify(bytes: Buffer): void;
  /** Tells the client a fatal error with its SQLSTATE, and hangs up. */
  fail(code: string, message: string): void;
}

/** After how many milliseconds a statement is reported, and a client that leaves its transaction idle is cut off. */
export interface GateLimits {
  slowStatement: number;
  idleInTransaction: number;
}

/** Messages that are executed as one; `flush` ends amid an exchange, the others with a ReadyForQuery. */
export type UnitKind = 'complete' | 'flush';

const STOPPED = { code: '57P02', message: 'the embedded database stopped before this was done' };

type Unit = { client: GateClient; bytes: Buffer; kind: UnitKind };

/**
 * The one way to the one session of the embedded database. Units of messages (up to a Sync or a simple Query) are
 * executed one at a time in the order they came; while a client is inside a transaction only its units are let
 * through, so that nobody's statement slips into somebody else's transaction.
 *
 * What belongs to a session and not to a transaction is shared by all clients: `SET` without `LOCAL`, temporary
 * tables, and advisory locks that are not bound to a transaction (which therefore exclude nobody).
 */
export class Gate {
  readonly #engine: Engine;
  readonly #limits: GateLimits;
  readonly #logger: StoreLogger;
  readonly #clients = new Set<GateClient>();
  #channels = new Channels<GateClient>();
  #units: Unit[] = [];
  /** Who is inside a transaction or an unfinished exchange. */
  #holder: GateClient | undefined;
  /** Whose unit the engine has in hand. */
  #served: GateClient | undefined;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(engine: Engine, limits: GateLimits, logger: StoreLogger) {
    this.#engine = engine;
    this.#limits = limits;
    this.#logger = logger;
  }

  /** Lets a client in; returns the answer to its start-up packet, or throws EngineStopped. */
  async enter(client: GateClient): Promise<Buffer> {
    const greeting = await this.#engine.greet();
    this.#clients.add(client);
    return greeting;
  }

  submit(client: GateClient, bytes: Buffer, kind: UnitKind): void {
    this.#units.push({ client, bytes, kind });
    void this.#serve();
  }

  /** The client is gone: what it has queued is dropped, its transaction rolled back, its statements forgotten. */
  leave(client: GateClient, statements: Iterable<string>): void {
    if (!this.#clients.delete(client)) return;
    this.#units = this.#units.filter((unit) => unit.client !== client);
    const unlisten = this.#channels.forget(client);
    const farewell = [...statements].map(closeStatement);
    if (unlisten !== undefined) farewell.unshift(queryMessage(unlisten));
    // The unit in hand may be about to begin a transaction; outside one, the ROLLBACK does nothing.
    if (this.#holder === client || this.#served === client) farewell.unshift(SYNC, queryMessage('ROLLBACK'));
    if (farewell.length > 0) {
      this.#units.unshift({ client, bytes: Buffer.concat([...farewell, SYNC]), kind: 'complete' });
    }
    void this.#serve();
  }

  async #serve(): Promise<void> {
    if (this.#served !== undefined) return;
    for (let unit = this.#next(); unit !== undefined; unit = this.#next()) {
      this.#served = unit.client;
      clearTimeout(this.#idleTimer);
      this.#idleTimer = undefined;
      try {
        await this.#execute(unit);
      } catch (error) {
        await this.#abandon(error, unit.client);
      }
      this.#served = undefined;
    }
    this.#watchHolder();
  }

  #next(): Unit | undefined {
    const index = this.#holder === undefined ? 0 : this.#units.findIndex((unit) => unit.client === this.#holder);
    return index < 0 ? undefined : this.#units.splice(index, 1)[0];
  }

  async #execute({ client, bytes, kind }: Unit): Promise<void> {
    const text = statementText(bytes);
    const answer = await this.#run(bytes, text);
    const status = sessionStatus(answer);
    if (status === 'unfinished' && kind === 'complete') throw new EngineStopped('the engine broke amid a statement');
    this.#holder = status === 'idle' ? undefined : client;
    const after = text === undefined || status === 'failed' ? undefined : this.#channels.note(client, text);
    const rest = this.#channels.route(answer, (listener, notification) => listener.notify(notification));
    if (after !== undefined) await this.#run(queryMessage(after), after);
    if (this.#clients.has(client)) client.answer(rest);
  }

  async #run(bytes: Buffer, text: string | undefined): Promise<Buffer> {
    // A statement of the embedded database cannot be cancelled: that it takes long can only be told.
    const timer = setTimeout(() => {
      const statement = describeStatement(text ?? '');
      this.#logger.warn({ statement, limitMs: this.#limits.slowStatement }, 'a statement is taking long');
    }, this.#limits.slowStatement);
    try {
      return await this.#engine.execute(bytes);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The engine is gone and with it the session: every client is told, and comes back with a new connection. */
  async #abandon(error: unknown, served: GateClient): Promise<void> {
    this.#logger.warn({ err: error }, 'the embedded database stopped; it starts again with the next statement');
    const clients = [...this.#clients];
    this.#clients.clear();
    this.#units = [];
    this.#holder = undefined;
    this.#channels = new Channels();
    await this.#engine.stop();
    const lastWords = error instanceof EngineStopped ? error.lastWords : undefined;
    for (const client of clients) {
      const told = client === served && lastWords !== undefined ? lastWords : STOPPED;
      client.fail(told.code, told.message);
    }
  }

  #watchHolder(): void {
    const holder = this.#holder;
    if (holder === undefined || this.#idleTimer !== undefined) return;
    this.#idleTimer = setTimeout(() => {
      holder.fail('25P03', 'the connection is closed because its transaction stayed idle for too long');
    }, this.#limits.idleInTransaction).unref();
  }
}
