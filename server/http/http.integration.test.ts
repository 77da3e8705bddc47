import { request as plainRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limitTable } from '../auth/limits.ts';
import { newId } from '../../shared/ids.ts';
import { embedded, forEachStore } from '../testing/appForms.ts';
import { PASSWORD, startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';

/** Every route that takes a body, with one that is right. */
const posts: Record<string, object> = {
  '/api/sign-up': { name: 'Mallory', email: 'mallory@example.org', password: PASSWORD },
  '/api/sign-in': { email: 'ada@example.org', password: PASSWORD },
  '/api/sign-out': {},
  '/api/password': { current: PASSWORD, next: PASSWORD },
  '/api/password-reset': { token: 'x'.repeat(43), password: PASSWORD },
};
const gets = [
  '/api/health',
  '/api/session',
  `/api/invites/${'x'.repeat(43)}`,
  `/api/chats/${newId()}/messages?limit=1`,
];

const wrongValues = [null, 7, true, [], {}, { $ne: null }, '', 'x'.repeat(5000), '\u0000'];

forEachStore('the routes', (form) => {
  let server: TestApp;
  let ada: TestPerson;
  beforeAll(async () => {
    server = await startApp(form);
    ada = await server.signUp('Ada');
  });
  afterAll(() => server.close());

  it('are all tried here', async () => {
    const documented = Object.keys(posts).length + gets.length;
    expect(documented).toBe(9);
  });

  describe.each(Object.entries(posts))('POST %s', (path, right) => {
    it.each([
      ['a foreign origin', { origin: 'https://evil.example' }, 403, 'origin'],
      ['no origin', { origin: null }, 403, 'origin'],
      ['an origin that only begins like ours', { origin: 'http://127.0.0.1' }, 403, 'origin'],
      ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 400, 'content-type'],
      ['plain text', { headers: { 'content-type': 'text/plain' } }, 400, 'content-type'],
    ] as const)('refuses %s', async (_name, more, status, reason) => {
      const answered = await server.ask(path, { body: right, cookie: ada.cookie, ...more });
      expect(answered).toMatchObject({ status, reply: { ok: false, reason } });
    });

    it('refuses what is no JSON or too much of it', async () => {
      const { cookie } = ada;
      expect(await server.ask(path, { body: '{"name":', cookie })).toMatchObject({ status: 400 });
      const huge = { ...right, more: 'x'.repeat(70_000) };
      expect(await server.ask(path, { body: huge, cookie })).toMatchObject({
        status: 413,
        reply: { code: 'too-large' },
      });
    });

    it('refuses every field that is wrong or missing, without a fault', async () => {
      const faults = server.logged.length;
      for (const field of Object.keys(right)) {
        for (const value of [undefined, ...wrongValues]) {
          const { status, reply } = await server.ask(path, { body: { ...right, [field]: value }, cookie: ada.cookie });
          expect({ field, value, status, reply }).toMatchObject({ reply: { ok: false } });
          expect([400, 403]).toContain(status);
        }
      }
      for (const body of [null, 7, [], 'null', '"text"'].map((value) =>
        typeof value === 'string' ? value : JSON.stringify(value),
      )) {
        const { status } = await server.ask(path, { body, cookie: ada.cookie });
        expect(status).toBe(path === '/api/sign-out' ? 200 : 400);
        if (path === '/api/sign-out') ada = await ada.signIn();
      }
      expect(server.logged.slice(faults).filter((line) => line.includes('"level":"error"'))).toEqual([]);
    });

    it('is asked by POST only', async () => {
      const { status, headers } = await server.ask(path, { method: 'GET' });
      expect(status).toBe(405);
      expect(headers.get('allow')).toBe('POST');
    });
  });

  it.each([
    ['/api/chats/x/messages?limit=1', 400],
    [`/api/chats/${newId()}/messages`, 400],
    [`/api/chats/${newId()}/messages?limit=0`, 400],
    [`/api/chats/${newId()}/messages?limit=201`, 400],
    [`/api/chats/${newId()}/messages?limit=1e2`, 400],
    [`/api/chats/${newId()}/messages?limit=1&before=-1`, 400],
    [`/api/chats/${newId()}/messages?limit=1&before=x`, 400],
    [`/api/chats/${newId()}/messages?limit=1`, 404],
    [`/api/invites/${'x'.repeat(201)}`, 400],
    [`/api/invites/%E0%A4%A`, 404],
    ['/api/invites/', 404],
    ['/api/nothing', 404],
    ['/api', 404],
    ['/api/auth/sign-in/email', 404],
    ['/api/auth/get-session', 404],
  ])('GET %s is answered %i', async (path, status) => {
    const answered = await ada.ask(path);
    expect(answered).toMatchObject({ status, reply: { ok: false } });
  });

  it('tell strangers to sign in', async () => {
    expect(await server.ask(`/api/chats/${newId()}/messages?limit=1`)).toMatchObject({ status: 401 });
    expect(await server.ask('/api/password', { body: posts['/api/password'] })).toMatchObject({ status: 401 });
  });

  it('give a page of history to members', async () => {
    const socket = await ada.connect();
    const { chatId } = await socket.do('chat:direct', { contactId: 'research' });
    const { reply } = await ada.ask(`/api/chats/${chatId}/messages?limit=50`);
    expect(reply).toMatchObject({ ok: true, data: { chatId, messages: [], lastSeq: 0 } });
    socket.close();
  });

  it('say what the server runs on', async () => {
    const { status, reply } = await server.ask('/api/health');
    expect(status).toBe(200);
    expect(reply).toMatchObject({ data: { ready: true, problems: [], role: 'all', providers: ['demo'] } });
    expect(JSON.stringify(reply)).toContain(form === embedded ? 'embedded PostgreSQL' : 'BullMQ on Redis');
  });

  it('are not cached and carry the security headers', async () => {
    for (const path of ['/api/session', '/api/nothing']) {
      const { headers } = await server.ask(path);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('log neither secrets nor words nor addresses of people', () => {
    const log = server.logged.join('\n');
    expect(log).toContain('"route":"/api/invites/:token"');
    for (const secret of [PASSWORD, ada.cookie.split('=')[1] ?? '', 'ada@example.org', 'x'.repeat(43)]) {
      expect(log).not.toContain(secret);
    }
  });
});

forEachStore('attempts', (form) => {
  let server: TestApp;
  beforeAll(async () => {
    const limits = { ...limitTable, passwordByAddress: { points: 8, seconds: 900 } };
    server = await startApp(form, { overrides: { limits }, env: { WAGGLE_TRUSTED_PROXIES: '127.0.0.1' } });
    await server.signUp('Ada');
  });
  afterAll(() => server.close());

  const signIn = (email: string, password: string, address = '192.0.2.1') =>
    server.ask('/api/sign-in', { body: { email, password }, headers: { 'x-forwarded-for': address } });

  it('at one account end after five, whoever makes them from wherever, and whether it exists', async () => {
    for (const email of ['ada@example.org', 'nobody@example.org']) {
      for (let i = 0; i < 5; i++) {
        expect((await signIn(email, 'wrong', `198.51.100.${i}`)).reply).toMatchObject({ reason: 'bad-credentials' });
      }
      const { status, reply, headers } = await signIn(email, PASSWORD, '203.0.113.5');
      expect(status).toBe(429);
      expect(reply).toMatchObject({ ok: false, code: 'rate-limited' });
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(14 * 60);
    }
  });

  it('from one /64 end after as many as are allowed, for every account, and others go on', async () => {
    for (let i = 0; i < 8; i++) {
      const { reply } = await signIn(`person${i}@example.org`, 'wrong', `2001:db8:0:1::${i.toString(16)}`);
      expect(reply).toMatchObject({ reason: 'bad-credentials' });
    }
    expect((await signIn('someone@example.org', 'wrong', '2001:db8:0:1:ffff::1')).status).toBe(429);
    expect((await signIn('someone@example.org', 'wrong', '2001:db8:0:2::1')).status).toBe(403);
  });
});

describe('the page', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startApp(embedded, { env: { WAGGLE_URL: 'https://waggle.example' } });
  });
  afterAll(() => server.close());

  const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });

  /** As it stands: fetch would tidy the path up. */
  const getRaw = (path: string) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const asked = plainRequest({ port: server.port, host: '127.0.0.1', path }, (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(pieces).toString() }));
      });
      asked.on('error', reject).end();
    });

  it('is the same on every path that is no file', async () => {
    for (const path of ['/', '/chat/x', '/join/abc', '/index.html', '/no/such.png', '/apiary']) {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(await response.text()).toContain('<title>Waggle</title>');
    }
  });

  it('may run its own scripts and nothing else', async () => {
    const { headers } = await get('/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/]{43}='(;|$)/);
    for (const part of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) {
      expect(policy).toContain(part);
    }
    expect(policy).toContain("connect-src 'self' wss://waggle.example;");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(headers.get('strict-transport-security')).toContain('max-age=');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('camera=()');
  });

  it('is sent as the build has compressed it', async () => {
    const built = await get('/_next/static/built.js', { 'accept-encoding': 'br' });
    expect(built.headers.get('content-encoding')).toBe('br');
    expect(await built.text()).toBe('console.log(1)');
    const plain = await get('/_next/static/built.js', { 'accept-encoding': 'gzip' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect((await get('/_next/static/built.js.br')).status).toBe(404);
  });

  it('is compressed, and not sent again when it has not changed', async () => {
    const script = await get('/_next/static/chunk.js', { 'accept-encoding': 'gzip, br' });
    expect(script.headers.get('content-encoding')).toBe('br');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect(await script.text()).toContain('xxxx');
    const etag = script.headers.get('etag') ?? '';
    expect((await get('/_next/static/chunk.js', { 'if-none-match': etag })).status).toBe(304);
    expect((await get('/sw.js')).headers.get('cache-control')).toBe('no-cache');
  });

  it.each([
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '//etc/passwd',
    '/_next/../../package.json',
    '/_next/static/..%5c..%5cpackage.json',
    '/%00',
    '/%',
    '/_next/static/missing.js',
  ])('gives nothing away at %s', async (path) => {
    const { status, body } = await getRaw(path);
    expect([200, 404]).toContain(status);
    expect(body).not.toMatch(/root:|dependencies/);
    if (status === 200) expect(body).toContain('<title>Waggle</title>');
  });

  it('is only read', async () => {
    const { status } = await fetch(server.url, { method: 'POST' });
    expect(status).toBe(405);
    expect((await fetch(server.url, { method: 'HEAD' })).status).toBe(200);
  });

  it('with an https address has cookies for https only, and only that origin', async () => {
    const body = { name: 'Ada', email: 'ada@example.org', password: PASSWORD };
    expect((await server.ask('/api/sign-up', { body })).status).toBe(403);
    const { headers } = await server.ask('/api/sign-up', { body, origin: 'https://waggle.example' });
    const [cookie = ''] = headers.getSetCookie();
    expect(cookie).toMatch(/^__Secure-waggle\.session_token=/);
    expect(cookie).toMatch(/Secure/);
  });
});
