import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../shared/ids.ts';
import type { Reply } from '../shared/reply.ts';
import { forEachStore } from '../server/testing/appForms.ts';
import { PASSWORD, startApp, type TestApp } from '../server/testing/testApp.ts';
import { selectChatRows } from './select/chatRows.ts';
import { selectMe } from './select/contacts.ts';
import { selectText } from './select/thread.ts';
import type { ClientState } from './state.ts';
import { createDevice, type Device, type Jar } from './testing/device.ts';

function data<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(`${reply.code}: ${reply.message}`);
  return reply.data;
}

forEachStore('clients of a whole server', (form) => {
  let app: TestApp;
  let devices: Device[];
  let count = 0;

  beforeAll(async () => {
    app = await startApp(form);
    const admin = await (await app.signUp('Admin')).connect();
    await admin.do('workspace:update', { openSignUp: true });
    admin.close();
  });

  beforeEach(() => {
    devices = [];
    count++;
  });

  afterEach(() => {
    for (const device of devices) device.stop();
  });

  afterAll(() => app.close());

  function deviceWith(jar: Jar = new Map()): Device {
    const device = createDevice(app.url, { jar });
    devices.push(device);
    return device;
  }

  /** Each test has people of its own. */
  const emailOf = (name: string): string => `${name.toLowerCase()}.${count}@example.org`;

  async function atTheDoor(jar?: Jar): Promise<Device> {
    const device = deviceWith(jar);
    await device.until('the door is there', (state) => state.session.kind === 'signed-out' && state.session.openSignUp);
    return device;
  }

  async function signUp(name: string, jar?: Jar): Promise<Device> {
    const device = await atTheDoor(jar);
    data(await device.waggle.signUp({ name, email: emailOf(name), password: PASSWORD }));
    await device.until('the first sync is there', (state) => state.loaded && state.connection === 'online');
    return device;
  }

  async function signIn(name: string): Promise<Device> {
    const device = await atTheDoor();
    data(await device.waggle.signIn({ email: emailOf(name), password: PASSWORD }));
    return device;
  }

  /** Anna and Ben in a group with two agents. */
  async function group(): Promise<{ annas: Device; bens: Device; chatId: string }> {
    const annas = await signUp('Anna');
    const bens = await signUp('Ben');
    const chatId = newId();
    data(
      await annas.waggle.command('chat:create', {
        id: chatId,
        kind: 'group',
        title: 'Bees',
        contacts: [selectMe(bens.state()), 'coder', 'research'],
      }),
    );
    await bens.until('he is in', (state) => chatId in state.chats);
    return { annas, bens, chatId };
  }

  const textsIn = (state: ClientState, chatId: string): string[] => {
    const chat = state.chats[chatId];
    return (chat?.order ?? []).flatMap((id) => chat?.messages[id]?.text ?? []);
  };

  const answersIn = (state: ClientState, chatId: string) =>
    Object.values(state.chats[chatId]?.messages ?? {}).filter((message) => message.senderKind === 'agent');

  const allAnswered = (chatId: string, count: number) => (state: ClientState) => {
    const answers = answersIn(state, chatId);
    return answers.length === count && answers.every((answer) => answer.status === 'complete');
  };

  function cut(): void {
    for (const socket of app.app.parts.io.sockets.sockets.values()) socket.conn.close();
  }

  test('whoever comes finds a chat with every agent, and is answered', async () => {
    const annas = await signUp('Anna');
    const row = selectChatRows(annas.state()).find(({ contact }) => contact?.id === 'coder');
    const chatId = row?.chatId ?? '';
    annas.waggle.open(chatId);
    const shown = new Set<string>();
    annas.waggle.store.subscribe((state) => {
      for (const answer of answersIn(state, chatId)) shown.add(selectText(state, answer));
    });
    annas.waggle.send(chatId, { text: 'How do bees dance?' });
    await annas.until('it is answered', allAnswered(chatId, 1));
    const [answer] = answersIn(annas.state(), chatId);
    expect(answer?.facts?.demo).toBe(true);
    expect(answer?.text).not.toBe('');
    expect(shown.size).toBeGreaterThan(2);
    for (const text of shown) expect(answer?.text.startsWith(text)).toBe(true);
    expect(annas.state()).toMatchObject({ live: {}, steps: {} });
  });

  test('two people see the same, also when the line breaks while agents write', async () => {
    const { annas, bens, chatId } = await group();
    for (const device of [annas, bens]) device.waggle.open(chatId);
    annas.waggle.send(chatId, { text: '@all What is a waggle dance?' });
    await bens.until('it begins', (state) => Object.keys(state.live).length > 0);
    cut();
    annas.waggle.send(chatId, { text: 'And thanks' });
    bens.waggle.send(chatId, { text: 'I wonder too' });
    for (const device of [annas, bens]) {
      await device.until('all is answered', allAnswered(chatId, 2), 15_000);
      await device.until('all is there', (state) => textsIn(state, chatId).length === 5);
    }
    expect(bens.state().chats[chatId]?.messages).toEqual(annas.state().chats[chatId]?.messages);
    const fresh = await signIn('Ben');
    await fresh.until('it is there', (state) => state.chats[chatId]?.lastSeq === 5);
    expect(fresh.state().chats[chatId]?.messages).toEqual(bens.state().chats[chatId]?.messages);
    expect(fresh.state().chats[chatId]?.version).toBe(bens.state().chats[chatId]?.version);
  });

  test('what is written while offline goes out once, in order', async () => {
    const { annas, bens, chatId } = await group();
    for (let round = 0; round < 3; round++) {
      annas.waggle.send(chatId, { text: `${round} before` });
      cut();
      annas.waggle.send(chatId, { text: `${round} after` });
      await annas.until('nothing waits', (state) => (state.outbox[chatId] ?? []).length === 0);
    }
    const expected = ['0 before', '0 after', '1 before', '1 after', '2 before', '2 after'];
    await bens.until('all is there', (state) => textsIn(state, chatId).length >= expected.length);
    expect(textsIn(bens.state(), chatId)).toEqual(expected);
  });

  test('a place in the past is read by pages', async () => {
    const { annas, bens, chatId } = await group();
    for (let i = 1; i <= 120; i++) annas.waggle.send(chatId, { text: String(i) });
    await annas.until('all is stored', (state) => state.chats[chatId]?.lastSeq === 120, 15_000);
    await bens.until('all is there', (state) => state.chats[chatId]?.lastSeq === 120);
    const late = await signIn('Ben');
    await late.until('it is there', (state) => state.chats[chatId]?.lastSeq === 120);
    await late.waggle.loadAround(chatId, 20);
    for (let page = 0; page < 3; page++) await late.waggle.loadOlder(chatId);
    for (let page = 0; page < 3; page++) await late.waggle.loadNewer(chatId);
    expect(textsIn(late.state(), chatId)).toEqual(Array.from({ length: 120 }, (_, i) => String(i + 1)));
  });

  test('ticks, typing and drafts reach the others', async () => {
    const { annas, bens, chatId } = await group();
    annas.waggle.send(chatId, { text: 'Look' });
    const row = (state: ClientState) => selectChatRows(state).find((each) => each.chatId === chatId);
    await annas.until('it is delivered', (state) => {
      const last = row(state)?.last;
      return last?.kind === 'message' && last.tick === 'delivered';
    });
    await bens.until('it is unread', (state) => row(state)?.unread === 1);
    bens.waggle.markRead(chatId, 1);
    expect(row(bens.state())?.unread).toBe(0);
    await annas.until('it is read', (state) => {
      const last = row(state)?.last;
      return last?.kind === 'message' && last.tick === 'read';
    });
    bens.waggle.setTyping(chatId, true);
    await annas.until('he types', (state) => row(state)?.typing.length === 1);
    bens.waggle.setDraft(chatId, 'Not yet');
    const second = await signIn('Ben');
    await second.until('his draft is there', (state) => row(state)?.draft === 'Not yet');
    expect(row(second.state())?.unread).toBe(0);
  });

  test('who is removed loses the chat at once', async () => {
    const { annas, bens, chatId } = await group();
    const contactId = selectMe(bens.state());
    data(await annas.waggle.command('member:remove', { chatId, contactId }));
    await bens.until('it is gone', (state) => !(chatId in state.chats));
    bens.waggle.send(chatId, { text: 'Still here?' });
    await bens.until('it is refused', (state) => state.outbox[chatId]?.[0]?.status.kind === 'refused');
  });

  test('the end of a session ends every device with it', async () => {
    const jar: Jar = new Map();
    const one = await signUp('Anna', jar);
    const two = deviceWith(jar);
    await two.until('it is signed in', (state) => state.session.kind === 'signed-in' && state.connection === 'online');
    await one.waggle.signOut();
    expect(one.state()).toMatchObject({ session: { kind: 'signed-out' }, chats: {} });
    await two.until('it is signed out', (state) => state.session.kind === 'signed-out');
    expect(two.state().chats).toEqual({});
  });
});
