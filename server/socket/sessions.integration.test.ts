import { createConnection } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../../shared/protocolVersion.ts';
import { newId } from '../../shared/ids.ts';
import { type AppForm, forEachStore, onServers } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';
import { connectTo, type TestSocket } from './testing/testSocket.ts';

/** Long before a session is looked at again by itself. */
const SOON = { timeout: 10_000, interval: 10 };

forEachStore('the sockets of a session', (form) => {
  let server: TestApp;
  let ada: TestPerson;

  beforeAll(async () => {
    server = await startApp(form, { overrides: { sessionCheckMs: 200 } });
    ada = await server.signUp('Ada');
  });
  afterAll(() => server.close());

  const greet = (auth: Record<string, unknown>, headers: Record<string, string>) =>
    connectTo(server.port, auth, headers).then(
      (socket) => {
        socket.close();
        return 'in';
      },
      (error: unknown) => {
        const { message, data } = error as Error & { data?: { code?: string } };
        return data?.code ?? message;
      },
    );

  it('are let in with a cookie, from our origin, in our protocol', async () => {
    const { cookie } = ada;
    const origin = server.url;
    const protocol = PROTOCOL_VERSION;
    expect(await greet({ protocol }, { cookie, origin })).toBe('in');
    expect(await greet({ protocol }, { origin })).toBe('signed-out');
    expect(await greet({ protocol }, { cookie: `${cookie}x`, origin })).toBe('signed-out');
    expect(await greet({ protocol: protocol + 1 }, { cookie, origin })).toBe('protocol');
    expect(await greet({ protocol: { $gt: 0 } }, { cookie, origin })).toBe('protocol');
    expect(await greet({}, { cookie, origin })).toBe('protocol');
    expect(await greet({ protocol }, { cookie, origin: 'https://evil.example' })).toBe('websocket error');
    expect(await greet({ protocol }, { cookie, origin: 'null' })).toBe('websocket error');
    expect(await greet({ protocol }, { cookie })).toBe('websocket error');
  });

  it('are kept from other origins when polling, too', async () => {
    const poll = (headers: Record<string, string>) =>
      fetch(`${server.url}/socket.io/?EIO=4&transport=polling`, { headers }).then(({ status }) => status);
    expect(await poll({})).toBe(200);
    expect(await poll({ origin: server.url })).toBe(200);
    expect(await poll({ origin: 'https://evil.example' })).toBe(403);
    expect(await poll({ 'sec-fetch-site': 'cross-site' })).toBe(403);
  });

  it('hear that it has ended and are closed at once after signing out, and only they', async () => {
    const session = await ada.signIn();
    const sockets = [await session.connect(), await session.connect()];
    const other = await ada.connect();
    await session.ask('/api/sign-out', { body: {} });
    await expect.poll(() => sockets.some((socket) => socket.connected), SOON).toBe(false);
    for (const socket of sockets) expect(socket.eventsOf('session:ended')).toEqual([{}]);
    await other.settle();
    expect(other.connected).toBe(true);
    other.close();
  });

  it('are closed when it ends without anybody being told', async () => {
    const session = await ada.signIn();
    const socket = await session.connect();
    const other = await ada.connect();
    const { prisma } = server.app.parts.database;
    const mine = await prisma.session.findFirstOrThrow({ orderBy: { createdAt: 'desc' }, select: { id: true } });
    await prisma.session.update({ where: { id: mine.id }, data: { expiresAt: new Date(0) } });
    await expect.poll(() => socket.connected, { timeout: 5000 }).toBe(false);
    expect(socket.eventsOf('session:ended')).toEqual([{}]);
    expect(other.connected).toBe(true);
    other.close();
  });

  it('tell everybody when a person takes another name', async () => {
    const socket = await ada.connect();
    const version = (await socket.do('sync', { workspace: 0, user: 0, chats: {} })).workspace?.workspace.version ?? 0;
    await socket.do('user:update', { name: 'Ada Lovelace' });
    const told = () => socket.eventsOf('workspace:changed').at(-1);
    const renamed = { workspace: { version: version + 1 }, users: [{ id: ada.id, name: 'Ada Lovelace' }] };
    await expect.poll(told, { timeout: 5000 }).toMatchObject(renamed);
    await socket.do('workspace:update', { name: 'Analytical Engines' });
    expect(await server.ask('/api/session')).toMatchObject({ reply: { data: { workspace: 'Analytical Engines' } } });
    expect(await socket.ask('user:reset', { userId: newId() })).toMatchObject({ code: 'not-found' });
    socket.close();
  });

  it('leave upgrades on other paths to nobody', async () => {
    const ended = await new Promise<boolean>((resolve) => {
      const raw = createConnection(server.port, '127.0.0.1');
      raw.on('close', () => resolve(true));
      raw.write('GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    });
    expect(ended).toBe(true);
  });
});

const withTwoProcesses = (form: AppForm) => {
  let first: TestApp;
  let second: TestApp;
  let ada: TestPerson;
  let there: TestSocket;

  beforeAll(async () => {
    first = await startApp(form);
    ada = await first.signUp('Ada');
    second = await startApp(form, { beside: first });
    there = await connectTo(second.port, { protocol: PROTOCOL_VERSION }, { cookie: ada.cookie, origin: second.url });
  });
  afterAll(async () => {
    there.close();
    await second.close();
    await first.close();
  });

  it('is over in both at once', async () => {
    await there.settle();
    await ada.ask('/api/sign-out', { body: {} });
    await expect.poll(() => there.connected, SOON).toBe(false);
    expect(there.eventsOf('session:ended')).toEqual([{}]);
  });
};

forEachStore('a session that ends in one of two processes', withTwoProcesses, [onServers]);
