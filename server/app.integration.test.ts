import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScripted, writing } from '../agents/providers/scripted.ts';
import { newId } from '../shared/ids.ts';
import { applyDelta, type LiveText } from '../shared/delta.ts';
import { databaseCheck } from './health.ts';
import type { TestSocket } from './socket/testing/testSocket.ts';
import { type AppForm, embedded, forEachStore, onServers } from './testing/appForms.ts';
import { startApp, type TestApp } from './testing/testApp.ts';

const WORDS = ['Bees ', 'dance ', 'in ', 'eights.'];
const demo = () => createScripted(writing(WORDS, 20), { demo: true });

/** Asks an agent in its direct chat; what was seen of the answer while it grew, and what it is in the end. */
async function askAgent(socket: TestSocket) {
  const { chatId } = await socket.do('chat:direct', { contactId: 'research' });
  await socket.do('sync', { workspace: 0, user: 0, chats: {} });
  await socket.do('chat:open', { chatId });
  const sent = await socket.do('message:send', { id: newId(), chatId, text: 'How do bees talk?' });
  const messageId = sent.messages?.find((message) => message.senderId === 'research')?.id;
  const final = () =>
    socket
      .eventsOf('chat:changed')
      .flatMap((change) => change.messages ?? [])
      .find((message) => message.id === messageId && message.status !== 'streaming');
  await expect.poll(final, { timeout: 15_000 }).toBeDefined();
  let live: LiveText = { epoch: 0, text: '' };
  for (const delta of socket.eventsOf('message:delta').filter((one) => one.messageId === messageId)) {
    const outcome = applyDelta(live, delta);
    if (outcome.kind === 'applied') live = outcome.live;
  }
  return { chatId, streamed: live.text, final: final() };
}

forEachStore('a whole server', (form) => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startApp(form, { overrides: { demo: demo() } });
  });
  afterAll(() => server.close());

  it('takes a message, streams the answer and keeps both', async () => {
    const ada = await server.signUp('Ada');
    const socket = await ada.connect();
    const { chatId, streamed, final } = await askAgent(socket);
    expect(final).toMatchObject({ status: 'complete', text: WORDS.join('') });
    expect(streamed).toBe(WORDS.join(''));
    const { reply } = await ada.ask(`/api/chats/${chatId}/messages?limit=10`);
    expect(reply).toMatchObject({
      data: { lastSeq: 2, messages: [{ text: 'How do bees talk?' }, { text: WORDS.join('') }] },
    });
    socket.close();
    expect(server.logged.filter((line) => /bees|Bees/.test(line))).toEqual([]);
  });
});

const dividedLabour = (form: AppForm) => {
  let web: TestApp;
  let worker: TestApp;
  beforeAll(async () => {
    web = await startApp(form, { env: { WAGGLE_ROLE: 'web' } });
    worker = await startApp(form, { env: { WAGGLE_ROLE: 'worker' }, beside: web, overrides: { demo: demo() } });
  });
  afterAll(async () => {
    await worker.close();
    await web.close();
  });

  it('lets the worker answer what the people at the other ask', async () => {
    const socket = await (await web.signUp('Ada')).connect();
    const { streamed, final } = await askAgent(socket);
    expect(final).toMatchObject({ status: 'complete', text: WORDS.join('') });
    expect(streamed).toBe(WORDS.join(''));
    socket.close();
  });

  it('does not start with another secret', async () => {
    const env = { WAGGLE_ROLE: 'worker', WAGGLE_SECRET: 'x'.repeat(40) };
    await expect(startApp(form, { env, beside: web })).rejects.toThrow('Set the same WAGGLE_SECRET');
  });

  it('lets the worker answer nothing but how it is', async () => {
    expect(await worker.ask('/api/health')).toMatchObject({ status: 200, reply: { data: { role: 'worker' } } });
    for (const path of ['/', '/api/session', '/socket.io/?EIO=4&transport=polling']) {
      expect((await fetch(worker.url + path)).status).toBe(404);
    }
  });
};
forEachStore('a process for the people and one for the work', dividedLabour, [onServers]);

describe('health', () => {
  it('says when the database fails or hangs', async () => {
    const check = (query: () => Promise<unknown>) => databaseCheck({ pool: { query } as never })();
    expect(await check(() => Promise.reject(new Error('gone')))).toBe('The database does not answer.');
    expect(await check(() => new Promise(() => {}))).toBe('The database takes too long to answer.');
  });

  it('is not well while the page is not built', async () => {
    const server = await startApp(embedded, { overrides: { pageFolder: '/nowhere/at/all' } });
    expect(await server.ask('/api/health')).toMatchObject({ status: 503, reply: { data: { ready: false } } });
    const page = await fetch(server.url);
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('npm start');
    await server.close();
  });
});
