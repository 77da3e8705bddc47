import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../scripts/services/freePort.ts';
import { BRIEF_ENV, BRIEF_FLAGS } from '../server/testing/briefNode.ts';
import { ownDatabase } from './database.ts';
import { fromTemplate } from './template.ts';

const ROOT = join(import.meta.dirname, '..');
const UP_MS = 60_000;

/** A real Waggle process on its own port and data folder, as `npm start` runs it. */
export class WaggleServer {
  readonly url: string;
  /** Where it keeps its data. */
  readonly folder: string;
  readonly #port: number;
  readonly #env: Record<string, string>;
  readonly #flags: readonly string[];
  #clear: () => Promise<void> = () => Promise.resolve();
  #child: ChildProcess | null = null;
  #output = '';

  private constructor(port: number, folder: string, env: Record<string, string>, flags: readonly string[]) {
    this.#port = port;
    this.folder = folder;
    this.#env = env;
    this.#flags = flags;
    this.url = `http://127.0.0.1:${String(port)}`;
  }

  /** Starts one and waits until it is ready; `env` is added to its settings, `flags` are Node's. */
  static async start(env: Record<string, string> = {}, flags: readonly string[] = BRIEF_FLAGS): Promise<WaggleServer> {
    const folder = await mkdtemp(join(tmpdir(), 'waggle-e2e-'));
    if (env.DATABASE_URL === undefined) await fromTemplate(folder);
    const server = new WaggleServer(await freePort(), folder, env, flags);
    await server.up();
    return server;
  }

  /** Starts one with its data on the server of databases that the tests have; with an embedded one where there is none. */
  static async startOnServer(
    env: Record<string, string> = {},
    flags: readonly string[] = BRIEF_FLAGS,
  ): Promise<WaggleServer> {
    const database = await ownDatabase();
    const server = await WaggleServer.start({ ...env, ...database?.env }, flags);
    if (database) server.#clear = () => database.clear();
    return server;
  }

  /** The last of what it printed. */
  get output(): string {
    return this.#output;
  }

  /** Where its data is, where that is a server of databases. */
  get databaseUrl(): string | undefined {
    return this.#env.DATABASE_URL;
  }

  async up(): Promise<void> {
    const child = spawn(process.execPath, [...this.#flags, 'server/main.ts'], {
      cwd: ROOT,
      env: {
        ...process.env,
        PORT: String(this.#port),
        WAGGLE_HOST: '127.0.0.1',
        WAGGLE_DATA_DIR: this.folder,
        WAGGLE_LOG_LEVEL: 'warn',
        OLLAMA_URL: 'http://127.0.0.1:9',
        ...BRIEF_ENV,
        ...this.#env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk: Buffer) => {
      this.#output = (this.#output + chunk.toString()).slice(-8000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    this.#child = child;
    // Whoever ends before it takes it along.
    const along = () => child.kill('SIGKILL');
    process.once('exit', along);
    child.once('exit', () => process.off('exit', along));
    const deadline = Date.now() + UP_MS;
    // Whoever ended at once found something else on its port, which may answer too.
    while (child.exitCode !== null || !(await this.#ready())) {
      if (child.exitCode !== null || Date.now() > deadline) {
        const why = child.exitCode === null ? 'in time' : `but ended with ${String(child.exitCode)}`;
        await this.#end('SIGKILL');
        throw new Error(`Waggle did not come up ${why}:\n${this.#output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Ends the process as a crash would, without any chance to tidy up. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends the process in order; `up` starts it again. */
  async end(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Ends it for good; what agents still write is not waited for. */
  async stop(): Promise<void> {
    await this.kill();
    await this.#clear();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await ended;
    clearTimeout(late);
  }

  async #ready(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/api/health`, { signal: AbortSignal.timeout(2000) });
      return answer.ok;
    } catch {
      return false;
    }
  }
}
