import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createScripted, type ScriptStep, writing } from '../../agents/providers/scripted.ts';
import { applyDelta, type LiveText } from '../../shared/delta.ts';
import { newId } from '../../shared/ids.ts';
import type { Message } from '../../shared/message.ts';
import { forEachStore } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';
import type { TestSocket } from './testing/testSocket.ts';

const WORDS = Array.from({ length: 80 }, (_, index) => `wörd🐝${index} `);
const TEXT = WORDS.join('');
const HALF = WORDS.slice(0, 40).join('');

/** A client's view of answers being written. */
function watch(socket: TestSocket): Map<string, LiveText> {
  const seen = new Map<string, LiveText>();
  socket.onEvent(({ name }) => {
    if (name !== 'message:delta') return;
    const delta = socket.eventsOf('message:delta').at(-1);
    if (delta === undefined) return;
    const outcome = applyDelta(seen.get(delta.messageId) ?? { epoch: delta.epoch, text: '' }, delta);
    if (outcome.kind === 'applied') seen.set(delta.messageId, outcome.live);
  });
  return seen;
}

const changesTo = (socket: TestSocket, id: string): Message[] =>
  socket
    .eventsOf('chat:changed')
    .flatMap((change) => change.messages ?? [])
    .filter((message) => message.id === id);

async function ended(socket: TestSocket, id: string, epoch = 0): Promise<Message> {
  const last = () => changesTo(socket, id).find((message) => message.status !== 'streaming' && message.epoch === epoch);
  await expect.poll(last, { timeout: 10_000 }).toBeDefined();
  return last()!;
}

forEachStore('answers over sockets', (form) => {
  let app: TestApp;
  let ada: TestPerson;
  let script: ScriptStep[];
  let chatId: string;
  let socket: TestSocket;

  beforeAll(async () => {
    const demo = createScripted((request) => (request.soFar === '' ? script : writing(WORDS, 1)), {
      demo: true,
      id: 'demo',
    });
    app = await startApp(form, { overrides: { demo } });
    ada = await app.signUp('Ada');
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    script = writing(WORDS, 2);
    socket = await ada.connect();
    await socket.do('sync', { workspace: 0, user: 0, chats: {} });
    chatId = newId();
    await socket.do('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: ['research', 'coder'] });
  });

  async function ask(text: string): Promise<Message[]> {
    const { messages = [] } = await socket.do('message:send', { id: newId(), chatId, text });
    return messages.filter((message) => message.senderKind === 'agent');
  }

  it('stream to those who have the chat open, and end the same for all', async () => {
    const second = await ada.connect();
    await second.do('sync', { workspace: 0, user: 0, chats: {} });
    const seen = watch(socket);
    expect(await socket.do('chat:open', { chatId })).toEqual({ live: [] });
    const answers = await ask('@research @coder go');
    for (const { id } of answers) {
      expect(await ended(socket, id)).toMatchObject({ status: 'complete', text: TEXT });
      expect(seen.get(id)?.text).toBe(TEXT);
      expect((await ended(second, id)).text).toBe(TEXT);
    }
    expect(second.eventsOf('message:delta')).toEqual([]);
    expect(second.eventsOf('step:changed').map(({ state }) => state)).toContain('writing');
    second.close();
  });

  it('are there so far for who opens the chat amid them, and stop at its closing', async () => {
    const go = Promise.withResolvers<void>();
    script = [{ text: HALF }, { until: go.promise }, ...writing(WORDS.slice(40), 2)];
    const [answer] = await ask('@research go');
    const id = answer?.id ?? '';
    await expect.poll(async () => (await socket.do('chat:open', { chatId })).live[0]?.text).toBe(HALF);
    const { delta } = await socket.do('delta:fetch', { chatId, messageId: id, epoch: 0, offset: 5 });
    expect(delta).toEqual({ chatId, messageId: id, epoch: 0, offset: 5, text: HALF.slice(5) });
    await socket.do('chat:close', { chatId });
    const before = socket.eventsOf('message:delta').length;
    go.resolve();
    expect(await ended(socket, id)).toMatchObject({ status: 'complete', text: TEXT });
    expect(socket.eventsOf('message:delta')).toHaveLength(before);
    expect(await socket.do('delta:fetch', { chatId, messageId: id, epoch: 0, offset: 5 })).toEqual({});
  });

  it('are fetched by no one through another chat', async () => {
    script = [{ text: HALF }, { hang: true }];
    const [answer] = await ask('@research go');
    await expect.poll(async () => (await socket.do('chat:open', { chatId })).live.length).toBe(1);
    const other = newId();
    await socket.do('chat:create', { id: other, kind: 'group', title: 'Wasps', contacts: [] });
    const asked = { chatId: other, messageId: answer?.id ?? '', epoch: 0, offset: 0 };
    expect(await socket.do('delta:fetch', asked)).toEqual({});
    await socket.do('run:stop', { chatId });
    expect(await ended(socket, answer?.id ?? '')).toMatchObject({ status: 'stopped', text: HALF });
  });

  it('are stopped, continued and written anew', async () => {
    script = [{ text: HALF }, { hang: true }];
    const seen = watch(socket);
    await socket.do('chat:open', { chatId });
    const [answer] = await ask('@research go');
    const messageId = answer?.id ?? '';
    await expect.poll(() => seen.get(messageId)?.text).toBe(HALF);
    await socket.do('answer:stop', { chatId, messageId });
    expect(await ended(socket, messageId)).toMatchObject({ status: 'stopped', text: HALF });
    await socket.do('answer:retry', { chatId, messageId, mode: 'continue' });
    expect(await ended(socket, messageId, 1)).toMatchObject({ status: 'complete', text: TEXT });
    expect(seen.get(messageId)).toEqual({ epoch: 1, text: TEXT });
    script = [{ text: 'anew' }];
    await socket.do('answer:retry', { chatId, messageId, mode: 'again' });
    expect(await ended(socket, messageId, 2)).toMatchObject({ status: 'complete', text: 'anew' });
    expect(seen.get(messageId)).toEqual({ epoch: 2, text: 'anew' });
  });

  it('and what is thought for them are seen no longer by who left or was removed', async () => {
    const [more, enough] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    // A full stop begins no secret, so that nothing is held back for what might follow.
    script = [{ text: HALF }, { thought: 'Wasps.' }, { until: more.promise }, { thought: ' Or bees.' }];
    script.push({ until: enough.promise }, { thought: ' Yes.' }, { wait: 150 }, ...writing(WORDS.slice(40), 2));
    const { url } = await socket.do('invite:create', { chatId: null, hours: 1, uses: 1 });
    const bob = await app.signUp(`Bob ${form.name}`, url.split('/').at(-1));
    await socket.do('member:add', { chatId, contactIds: [bob.id] });
    const [theirs, second] = await Promise.all([bob.connect(), ada.connect()]);
    for (const one of [theirs, second]) await one.do('sync', { workspace: 0, user: 0, chats: {} });
    await theirs.do('chat:open', { chatId });
    const [answer] = await ask('@research go');
    const messageId = answer?.id ?? '';
    await expect.poll(() => theirs.eventsOf('message:delta').some(({ thought }) => thought === true)).toBe(true);
    // Who comes later is told that there is something.
    expect((await second.do('chat:open', { chatId })).live).toMatchObject([{ messageId, text: HALF, thought: true }]);
    const other = newId();
    await socket.do('chat:create', { id: other, kind: 'group', title: 'Wasps', contacts: [] });
    expect(await socket.do('thought:watch', { chatId: other, messageId })).toEqual({});
    for (const one of [socket, theirs]) {
      const { delta } = await one.do('thought:watch', { chatId, messageId });
      expect(delta).toEqual({ chatId, messageId, epoch: 0, offset: 0, text: 'Wasps.' });
    }
    await socket.do('member:remove', { chatId, contactId: bob.id });
    await theirs.settle();
    const before = theirs.eventsOf('message:delta').length;
    more.resolve();
    await expect.poll(() => socket.eventsOf('thought:delta').map(({ text }) => text)).toEqual([' Or bees.']);
    await socket.do('thought:leave', { chatId, messageId });
    enough.resolve();
    expect(await ended(socket, messageId)).toMatchObject({ status: 'complete', text: TEXT });
    await theirs.settle();
    expect(theirs.eventsOf('message:delta')).toHaveLength(before);
    expect(socket.eventsOf('thought:delta')).toHaveLength(1);
    for (const one of [theirs, second]) expect(one.eventsOf('thought:delta')).toEqual([]);
    for (const name of ['chat:open', 'thought:watch'] as const) {
      expect(await theirs.ask(name, { chatId, messageId })).toMatchObject({ ok: false, code: 'not-found' });
    }
    for (const one of [theirs, second]) one.close();
  });
});
