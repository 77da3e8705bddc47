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

it('tells of many changes at once, the last one included', async () => {
  const socket = await ada.connect();
  await Promise.all(Array.from({ length: 40 }, (_, n) => socket.ask('user:update', { name: `Ada ${n}` })));
  await socket.do('user:update', { name: 'Ada Last' });
  const told = () => socket.eventsOf('workspace:changed').map((state) => state.users[0]?.name);
  await expect.poll(() => told().at(-1), { timeout: 5_000 }).toBe('Ada Last');
  expect(told().length).toBeLessThan(10);
  const count = told().length;
  await socket.do('user:update', { name: 'Ada Last' });
  await socket.do('user:update', {});
  await socket.settle();
  expect(told()).toHaveLength(count);
  socket.close();
});

it('lets nobody go by the name of an agent', async () => {
  const socket = await ada.connect();
  const refused = { ok: false, code: 'conflict', reason: 'name-of-agent' };
  expect(await socket.ask('user:update', { name: 'research' })).toMatchObject(refused);
  const body = { name: 'Queen', email: 'queen@example.org', password: 'correct horse battery' };
  expect((await app.ask('/api/sign-up', { body })).reply).toMatchObject(refused);
  socket.close();
});
