import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../shared/protocolVersion.ts';
import { embedded } from './testing/appForms.ts';
import { startApp, type TestApp } from './testing/testApp.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startApp(embedded);
});
afterAll(() => app.close());

it('leaves what Socket.IO answers to Socket.IO', async () => {
  const odd = ['', '?EIO=3&transport=polling', '?EIO=4&transport=websocket', '?EIO=4&transport=polling&sid=nobody'];
  for (const query of odd) {
    const response = await fetch(`${app.url}/socket.io/${query}`, { headers: { origin: app.url } });
    expect(response.status).toBe(400);
    expect(await response.json()).toHaveProperty('code');
  }
  const posted = await fetch(`${app.url}/socket.io/?EIO=4&transport=polling`, { method: 'POST', body: '4' });
  expect(posted.status).toBe(400);
  const { status } = await app.ask('/api/health');
  expect(status).toBe(200);
});

it('carries a socket over plain requests where nothing else gets through', async () => {
  const ada = await app.signUp('Ada');
  const socket = io(app.url, {
    transports: ['polling'],
    auth: { protocol: PROTOCOL_VERSION },
    extraHeaders: { cookie: ada.cookie, origin: app.url },
    reconnection: false,
    forceNew: true,
  });
  try {
    await new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(undefined));
      socket.once('connect_error', reject);
    });
    const reply: unknown = await socket.timeout(5_000).emitWithAck('sync', { workspace: 0, user: 0, chats: {} });
    expect(reply).toMatchObject({ ok: true, data: { workspace: { users: [{ name: 'Ada' }] } } });
  } finally {
    socket.disconnect();
  }
  expect(app.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});
