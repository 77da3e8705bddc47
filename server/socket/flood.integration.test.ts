import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { embedded } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';
import { SOCKETS_EACH } from './handshake.ts';

let app: TestApp;
let ada: TestPerson;

beforeAll(async () => {
  app = await startApp(embedded);
  ada = await app.signUp('Ada');
});
afterAll(() => app.close());

it('cuts off whoever goes on in spite of being refused', async () => {
  const socket = await ada.connect();
  const other = await ada.connect();
  for (let n = 0; n < 10_000; n++) socket.raw('visibility:set', { visible: true });
  await expect.poll(() => socket.connected, { timeout: 10_000 }).toBe(false);
  expect((await other.ask('chat:close', { chatId: newId() })).ok).toBe(true);
  // Everybody would hear of it: that counts for the person, not for the socket. A fresh one has as many as that at once.
  const asked = await Promise.all(Array.from({ length: 90 }, () => other.ask('visibility:set', { visible: false })));
  expect(asked.find(({ ok }) => !ok)).toMatchObject({ code: 'rate-limited' });
  other.close();
});

it('lets a person have so many sockets open and no more', async () => {
  const bob = await app.signUp('Bob', await invite());
  const sockets = await Promise.all(Array.from({ length: SOCKETS_EACH }, () => bob.connect()));
  await expect(bob.connect()).rejects.toMatchObject({
    data: { code: 'rate-limited', reason: 'sockets', retryAfterMs: 30_000 },
  });
  (await ada.connect()).close();
  sockets.pop()?.close();
  await expect.poll(() => bob.connect().then(keep, () => false), { timeout: 10_000 }).toBe(true);
  for (const socket of sockets) socket.close();

  function keep(socket: Awaited<ReturnType<TestPerson['connect']>>): boolean {
    sockets.push(socket);
    return true;
  }
});

async function invite(): Promise<string> {
  const socket = await ada.connect();
  const { url } = await socket.do('invite:create', { chatId: null, hours: 1, uses: 1 });
  socket.close();
  return url.split('/').at(-1) ?? '';
}

it('works out the syncs of a person one after the other', async () => {
  const socket = await ada.connect();
  const replies = await Promise.all(
    Array.from({ length: 30 }, () => socket.ask('sync', { workspace: 0, user: 0, chats: {} })),
  );
  expect(replies.filter((reply) => !reply.ok)).toEqual([]);
  socket.close();
});
