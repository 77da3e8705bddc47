import { Buffer } from 'node:buffer';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { compileCache } from '../../env.ts';
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
  execute(unit: Uint8Array): Promise<Buffer>;
  /** The answer to a start-up packet. */
  greet(): Promise<Buffer>;
  /** Ends it at once, whatever state it is in; the next unit starts it again. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

type Waiting = { resolve: (answer: Buffer) => void; reject: (error: Error) => void };
type Running = { child: ChildProcess; greeting: Buffer };

/** An engine that cannot start is not tried again sooner than this. */
const RETRY_MS = 1000;
const PROGRAM = fileURLToPath(new URL('./engineProcess.ts', import.meta.url));
/** As much as the usual 8 MB that systems give a process allow: PostgreSQL's own limit of depth is met before. */
const STACK_KB = 7000;
const LAST_WORDS = 2000;
/** How it is compiled, whoever started this process may have said. */
const WEBASSEMBLY = process.execArgv.filter((flag) => flag === '--liftoff-only');

/**
 * PGlite in a process of its own. When it dies (as a server would when its log of changes cannot be written),
 * the unit in hand fails with EngineStopped, and the next one starts it again, which recovers what was committed.
 */
export class ProcessEngine implements Engine {
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

  async execute(unit: Uint8Array): Promise<Buffer> {
    const { child } = await this.#ready();
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      tell(child, { kind: 'execute', unit });
    });
  }

  async stop(): Promise<void> {
    const running = await this.#running?.catch(() => undefined);
    if (running) await end(running.child, () => running.child.kill('SIGKILL'));
  }

  async close(): Promise<void> {
    this.#closed = true;
    const running = await this.#running?.catch(() => undefined);
    if (running) await end(running.child, () => tell(running.child, { kind: 'close' }));
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
      const child = fork(PROGRAM, [JSON.stringify(this.#settings)], {
        serialization: 'advanced',
        execArgv: [...WEBASSEMBLY, `--stack-size=${STACK_KB}`],
        // Nothing else of the environment is its business; with it, a process under `node --watch` would report its imports.
        env: compileCache(),
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      let said = '';
      let failure: unknown;
      let lastWords: ServerError | undefined;
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-LAST_WORDS);
      });
      child.on('message', (message: unknown) => {
        const answer = EngineAnswer.parse(message);
        if (answer.kind === 'broken') {
          lastWords = answer;
          return;
        }
        const bytes = Buffer.from(answer.bytes.buffer, answer.bytes.byteOffset, answer.bytes.byteLength);
        if (answer.kind === 'ready') resolve({ child, greeting: bytes });
        else this.#take()?.resolve(bytes);
      });
      child.on('error', (error) => {
        failure = error;
        if (child.pid === undefined) child.emit('close', null, null);
      });
      // Not `exit`: what it said last may still be on its way then.
      child.on('close', (code, signal) => {
        const reason = lastWords?.message ?? signal ?? `exit ${code ?? 'unknown'}`;
        const cause = failure ?? (said === '' ? undefined : new Error(said));
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

/** To an engine that has ended nothing needs to be said: its end is told by itself. */
function tell(child: ChildProcess, request: EngineRequest): void {
  child.send(request, () => undefined);
}

async function end(child: ChildProcess, act: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'close');
  act();
  await gone;
}
