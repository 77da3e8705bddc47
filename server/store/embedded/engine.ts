import { Buffer } from 'node:buffer';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { EngineAnswer, type EngineRequest, type EngineSettings } from './engineMessages.ts';
import type { ServerError } from './protocol.ts';

const UNABLE_TO_CONNECT = '57P03';

/** The engine could not be started, stopped amid a unit, or is closed: the cause, or its last words, say why. */
export class EngineStopped extends Error {
  override readonly name = 'EngineStopped';
  readonly lastWords: ServerError | undefined;
  /** An SQLSTATE, as the errors of statements have. */
  readonly code: string;

  constructor(message: string, options: { cause?: unknown; lastWords?: ServerError | undefined } = {}) {
    super(message, { cause: options.cause });
    this.lastWords = options.lastWords;
    this.code = options.lastWords?.code ?? UNABLE_TO_CONNECT;
  }
}

/** What the gate needs of an engine: one unit of messages in, the bytes of its answer out, one at a time. */
export interface Engine {
  execute(unit: Uint8Array<ArrayBuffer>): Promise<Buffer>;
  /** The answer to a start-up packet. */
  greet(): Promise<Buffer>;
  /** Ends it at once, whatever state it is in; the next unit starts it again. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

type Waiting = { resolve: (answer: Buffer) => void; reject: (error: Error) => void };
type Running = { worker: Worker; greeting: Buffer };

/** An engine that cannot start is not tried again sooner than this. */
const RETRY_MS = 1000;
/** Room enough that PostgreSQL's own limit of depth is met before the thread's. */
const STACK_MB = 32;

/**
 * PGlite in its worker thread. When the thread dies (as a server would when its log of changes cannot be written),
 * the unit in hand fails with EngineStopped, and the next one starts it again, which recovers what was committed.
 */
export class WorkerEngine implements Engine {
  readonly #settings: EngineSettings;
  #running: Promise<Running> | undefined;
  #waiting: Waiting | undefined;
  #nextStart = 0;
  #closed = false;

  constructor(settings: EngineSettings) {
    this.#settings = settings;
  }

  async greet(): Promise<Buffer> {
    return (await this.#ready()).greeting;
  }

  async execute(unit: Uint8Array<ArrayBuffer>): Promise<Buffer> {
    const { worker } = await this.#ready();
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      worker.postMessage({ kind: 'execute', unit } satisfies EngineRequest, [unit.buffer]);
    });
  }

  async stop(): Promise<void> {
    const running = await this.#running?.catch(() => undefined);
    await running?.worker.terminate();
  }

  async close(): Promise<void> {
    this.#closed = true;
    const running = await this.#running?.catch(() => undefined);
    if (running === undefined) return;
    const gone = new Promise((resolve) => running.worker.once('exit', resolve));
    running.worker.postMessage({ kind: 'close' } satisfies EngineRequest);
    await gone;
  }

  #ready(): Promise<Running> {
    if (this.#closed) return Promise.reject(new EngineStopped('the embedded database is closed'));
    this.#running ??= this.#start();
    return this.#running;
  }

  async #start(): Promise<Running> {
    await pause(Math.max(0, this.#nextStart - performance.now()));
    this.#nextStart = performance.now() + RETRY_MS;
    return new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), {
        workerData: this.#settings,
        execArgv: [],
        // Nothing of the environment is its business; with it, a thread under `node --watch` would report its imports.
        env: {},
        resourceLimits: { stackSizeMb: STACK_MB },
      });
      let cause: unknown;
      let lastWords: ServerError | undefined;
      worker.on('message', (message: unknown) => {
        const answer = EngineAnswer.parse(message);
        if (answer.kind === 'broken') {
          lastWords = answer;
          return;
        }
        const bytes = Buffer.from(answer.bytes.buffer, answer.bytes.byteOffset, answer.bytes.byteLength);
        if (answer.kind === 'ready') resolve({ worker, greeting: bytes });
        else this.#take()?.resolve(bytes);
      });
      worker.on('error', (error: unknown) => {
        cause = error;
      });
      worker.on('exit', (code) => {
        const reason = lastWords?.message ?? `exit ${code}`;
        const stopped = new EngineStopped(`the embedded database stopped: ${reason}`, { cause, lastWords });
        this.#running = undefined;
        reject(stopped);
        this.#take()?.reject(stopped);
      });
    });
  }

  #take(): Waiting | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting;
  }
}
