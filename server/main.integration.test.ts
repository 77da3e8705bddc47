import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../shared/protocolVersion.ts';
import { connectTo } from './socket/testing/testSocket.ts';
import { type RealProcess, runReal, startReal } from './testing/realProcess.ts';
import { PASSWORD } from './testing/testApp.ts';

const PATIENCE = 60_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waggle-main-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function post(url: string, path: string, body: object) {
  return fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(body),
  });
}

describe('a start that can not be', { timeout: PATIENCE }, () => {
  async function refusal(env: Record<string, string>): Promise<string> {
    const real = runReal('server/main.ts', { PORT: '0', WAGGLE_DATA_DIR: join(folder, 'refused'), ...env });
    expect(await real.ended).toBe(1);
    expect(real.output).not.toMatch(/^\s+at /m);
    return real.output;
  }

  it.each([
    ['a setting that is wrong', { PORT: 'many' }, /PORT must be a whole number/],
    ['a role without what it needs', { WAGGLE_ROLE: 'web' }, /WAGGLE_ROLE .*DATABASE_URL, REDIS_URL/],
    [
      'no database',
      { DATABASE_URL: 'postgresql://waggle:hunter2@127.0.0.1:9/waggle' },
      /PostgreSQL server 127.0.0.1:9/,
    ],
    ['no Redis', { REDIS_URL: 'redis://:hunter2@127.0.0.1:9' }, /Redis server 127.0.0.1:9 cannot be reached/],
    ['an address of another machine', { WAGGLE_HOST: '192.0.2.1' }, /no address 192.0.2.1/],
  ])('for %s is explained', async (_name, env, words) => {
    const output = await refusal(env);
    expect(output).toMatch(words);
    expect(output).not.toContain('hunter2');
  });

  it('for a taken port is explained', async () => {
    const other = createServer().listen(0);
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await refusal({ PORT: String(port) })).toContain(`Port ${port} is taken by another program.`);
    other.close();
  });
});

describe('a running server', { timeout: PATIENCE }, () => {
  let env: Record<string, string>;
  let real: RealProcess & { url: string };
  let cookie: string;
  beforeAll(async () => {
    env = { WAGGLE_DATA_DIR: join(folder, 'running') };
    real = await startReal(env);
  });
  afterAll(() => real.signal('SIGKILL'));

  it('says where it is, what it runs on, and what to do first', async () => {
    const [, port] = await real.printed(/Address\s+http:\/\/localhost:(\d+)/);
    expect(real.url.endsWith(`:${port ?? ''}`)).toBe(true);
    expect(real.output).toContain('embedded PostgreSQL');
    expect(real.output).toContain('demo');
    await real.printed(/create the first account/);
  });

  it('has its data folder to itself', async () => {
    const second = runReal('server/main.ts', { PORT: '0', ...env });
    expect(await second.ended).toBe(1);
    expect(second.output).toContain(`The data folder ${env.WAGGLE_DATA_DIR ?? ''} is in use by another process.`);
    expect(second.output).not.toMatch(/^\s+at /m);
    expect((await fetch(`${real.url}/api/health`)).ok).toBe(true);
  });

  it('tells strangers how it is, and not where things are', async () => {
    expect(real.output).toContain(`(${env.WAGGLE_DATA_DIR ?? ''})`);
    expect(await (await fetch(`${real.url}/api/health`)).text()).not.toContain(folder);
  });

  it('keeps its secret from other accounts', async () => {
    const { mode } = await stat(join(env.WAGGLE_DATA_DIR ?? '', 'secret.secret'));
    expect(mode & 0o777).toBe(0o600);
  });

  it('makes reset links for the command line', async () => {
    const answer = await post(real.url, '/api/sign-up', { name: 'Ada', email: 'ada@example.org', password: PASSWORD });
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const made = runReal('scripts/resetLink.ts', env, 'Ada@example.org');
    const [, token] = await made.printed(/http:\/\/localhost:\d+\/reset\/([\w-]{43})/);
    expect(await made.ended).toBe(0);
    const nobody = runReal('scripts/resetLink.ts', env, 'nobody@example.org');
    expect(await nobody.ended).toBe(1);
    expect(nobody.output).toBe('There is no account with the email nobody@example.org.\n');
    expect(token).toBeDefined();
  });

  it('stopped by SIGTERM tells its sockets to come back and ends well', async () => {
    const headers = { cookie, origin: real.url };
    const socket = await connectTo(Number(new URL(real.url).port), { protocol: PROTOCOL_VERSION }, headers);
    real.signal('SIGTERM');
    expect(await real.ended).toBe(0);
    await expect.poll(() => socket.connected).toBe(false);
    const [told] = socket.eventsOf('server:leaving');
    expect(told?.afterMs).toBeGreaterThanOrEqual(0);
    expect(real.output).not.toContain('"level":"error"');
    expect(real.output).not.toContain(PASSWORD);
  });

  it('stopped, has its links made all the same, and knows its people after the next start', async () => {
    const made = runReal('scripts/resetLink.ts', { ...env, WAGGLE_URL: 'https://waggle.example' }, 'ada@example.org');
    const [, token = ''] = await made.printed(/https:\/\/waggle.example\/reset\/([\w-]{43})/);
    expect(await made.ended).toBe(0);
    real = await startReal(env);
    expect(await (await fetch(`${real.url}/api/session`, { headers: { cookie } })).json()).toMatchObject({
      data: { user: { name: 'Ada' } },
    });
    const reset = await post(real.url, '/api/password-reset', { token, password: 'another password' });
    expect(await reset.json()).toEqual({ ok: true, data: {} });
    expect(real.output).not.toContain('create the first account');
    real.signal('SIGINT');
    expect(await real.ended).toBe(0);
  });
});
