import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { PROTOCOL_VERSION } from '../../shared/protocolVersion.ts';
import type { Session } from '../../shared/http.ts';
import type { Reply } from '../../shared/reply.ts';
import { type App, createApp, type Overrides } from '../app.ts';
import { type Limit, limitTable } from '../auth/limits.ts';
import { readEnv } from '../env.ts';
import { createLog } from '../log.ts';
import { connectTo, type TestSocket } from '../socket/testing/testSocket.ts';
import type { AppForm, Ground } from './appForms.ts';

export const PASSWORD = 'correct horse battery';

type Settings = {
  /** As the environment would give them; they win over those of the form. */
  env?: Record<string, string>;
  overrides?: Overrides;
  /** Another process of this server, on the same database. */
  beside?: TestApp;
};

export type Ask = {
  method?: string;
  body?: unknown;
  cookie?: string;
  /** Null for a request that names none; our own unless told otherwise. */
  origin?: string | null;
  headers?: Record<string, string>;
};

export type Answered<T = unknown> = { status: number; headers: Headers; reply: Reply<T>; cookie: string };

/** A whole server in this process, listening on a port of its own. */
export interface TestApp {
  app: App;
  port: number;
  url: string;
  ground: Ground;
  /** What was logged, line by line. */
  logged: string[];
  /** Asks a route; with a body it is a POST. */
  ask<T = unknown>(path: string, ask?: Ask): Promise<Answered<T>>;
  /** Makes an account; the first one is the admin's, further ones need `invite` unless sign-up is open. */
  signUp(name: string, invite?: string): Promise<TestPerson>;
  close(): Promise<void>;
}

export interface TestPerson {
  id: string;
  name: string;
  email: string;
  cookie: string;
  ask<T = unknown>(path: string, ask?: Ask): Promise<Answered<T>>;
  /** A socket opened with this person's cookie. */
  connect(): Promise<TestSocket>;
  /** Another session of the same person. */
  signIn(password?: string): Promise<TestPerson>;
}

/** Limits that no test reaches by accident. */
const GENEROUS: Limit = { points: 100_000, seconds: 60 };
const generous = Object.fromEntries(Object.keys(limitTable).map((name) => [name, GENEROUS]));

export async function startApp(form: AppForm, { env = {}, overrides = {}, beside }: Settings = {}): Promise<TestApp> {
  const ground = beside?.ground ?? (await form.prepare());
  const logged: string[] = [];
  const log = createLog('trace', { write: (line: string) => void logged.push(line) });
  const pageFolder = await makePage();
  const settings = readEnv({
    PORT: '0',
    WAGGLE_HOST: '127.0.0.1',
    OLLAMA_URL: 'http://127.0.0.1:9',
    ...ground.env,
    ...env,
  });
  const app = await createApp({
    env: settings,
    log,
    overrides: { pageFolder, limits: generous, ...overrides },
  });
  const port = await app.listen();
  const url = `http://127.0.0.1:${port}`;

  async function ask<T>(path: string, { method, body, cookie, origin = url, headers = {} }: Ask = {}) {
    const response = await fetch(url + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(origin === null ? {} : { origin }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookie === undefined ? {} : { cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const reply = (await response.json()) as Reply<T>;
    return { status: response.status, headers: response.headers, reply, cookie: cookiesOf(response.headers) };
  }

  function personOf(answered: Answered<Session>): TestPerson {
    const { reply, cookie } = answered;
    if (!reply.ok || reply.data.user === null) throw new Error(`no session: ${JSON.stringify(reply)}`);
    const { id, name, email } = reply.data.user;
    return {
      ...{ id, name, email, cookie },
      ask: (path, more) => ask(path, { cookie, ...more }),
      connect: () => connectTo(port, { protocol: PROTOCOL_VERSION }, { cookie, origin: url }),
      signIn: async (password = PASSWORD) =>
        personOf(await ask<Session>('/api/sign-in', { body: { email, password } })),
    };
  }

  return {
    ...{ app, port, url, ground, logged, ask },
    async signUp(name, invite) {
      const email = `${name.toLowerCase().match(/\w+/g)?.join('.') ?? ''}@example.org`;
      const body = { name, email, password: PASSWORD, ...(invite === undefined ? {} : { invite }) };
      return personOf(await ask<Session>('/api/sign-up', { body }));
    },
    async close() {
      await app.close(0);
      await rm(pageFolder, { recursive: true, force: true });
      if (beside === undefined) await ground.clear();
    },
  };
}

/** The cookies of an answer, as a browser sends them back. */
function cookiesOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');
}

/** What the build would leave, as small as it can be. */
async function makePage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'waggle-page-'));
  await mkdir(join(folder, '_next', 'static'), { recursive: true });
  const script = `document.title = 'Waggle'`;
  await writeFile(join(folder, 'index.html'), `<!doctype html><title>Waggle</title><script>${script}</script>`);
  await writeFile(join(folder, '_next', 'static', 'chunk.js'), `console.log(${JSON.stringify('x'.repeat(5000))})`);
  await writeFile(join(folder, '_next', 'static', 'built.js'), 'console.log(1)');
  await writeFile(join(folder, '_next', 'static', 'built.js.br'), brotliCompressSync('console.log(1)'));
  await writeFile(join(folder, 'sw.js'), 'self.skipWaiting()');
  return folder;
}
