import { afterAll, beforeAll, expect, it } from 'vitest';
import { embedded } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';

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
  expect((await other.ask('visibility:set', { visible: false })).ok).toBe(true);
  other.close();
});

it('works out the syncs of a person one after the other', async () => {
  const socket = await ada.connect();
  const replies = await Promise.all(
    Array.from({ length: 30 }, () => socket.ask('sync', { workspace: 0, user: 0, chats: {} })),
  );
  expect(replies.filter((reply) => !reply.ok)).toEqual([]);
  socket.close();
});
