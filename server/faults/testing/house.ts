import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../scripts/services/freePort.ts';
import { unpackTemplate } from '../../store/testing/templates.ts';
import { type RealProcess, runReal } from '../../testing/realProcess.ts';

const MAIN = fileURLToPath(new URL('../../main.ts', import.meta.url));
const SHIFT_CLOCK = new URL('./shiftClock.ts', import.meta.url).href;

type Settings = {
  /** Where it keeps its data; a new folder of its own without. */
  folder?: string;
  env?: Record<string, string>;
  /** What is run in the place of `server/main.ts`. */
  script?: string;
};

/** A server in a process of its own that can be killed and started again, always at the same port. */
export class House {
  readonly port: number;
  readonly folder: string;
  /** How wrong its clock is, from the next start on. */
  clockOffMs = 0;
  kills = 0;
  readonly #ownsFolder: boolean;
  readonly #settings: Settings;
  #process: RealProcess | null = null;

  private constructor(port: number, folder: string, settings: Settings) {
    this.port = port;
    this.folder = folder;
    this.#settings = settings;
    this.#ownsFolder = settings.folder === undefined;
  }

  static async open(settings: Settings = {}): Promise<House> {
    const folder = settings.folder ?? (await mkdtemp(join(tmpdir(), 'waggle-faults-')));
    if (settings.env?.DATABASE_URL === undefined) await unpackTemplate(folder);
    const house = new House(await freePort(), folder, settings);
    await house.up();
    return house;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get output(): string {
    return this.#process?.output ?? '';
  }

  async up(): Promise<void> {
    const started = runReal(this.#settings.script ?? MAIN, {
      PORT: String(this.port),
      WAGGLE_HOST: '127.0.0.1',
      WAGGLE_DATA_DIR: this.folder,
      WAGGLE_LOG_LEVEL: 'warn',
      ...(this.clockOffMs === 0
        ? {}
        : { NODE_OPTIONS: `--import=${SHIFT_CLOCK}`, CLOCK_OFF_MS: String(this.clockOffMs) }),
      ...this.#settings.env,
    });
    this.#process = started;
    await started.printed(/http:\/\/localhost:(\d+)/);
  }

  /** As by kill -9. */
  async kill(): Promise<void> {
    this.kills++;
    await this.#end('SIGKILL');
  }

  /** Asks it to end in order, as a deploy does. */
  async end(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async close(): Promise<void> {
    await this.#end('SIGKILL');
    if (this.#ownsFolder) await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const running = this.#process;
    if (!running) return;
    running.signal(signal);
    await running.ended;
    this.#process = null;
  }
}
