import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../shared/message.ts';
import { anna, ben } from '../shared/testing/rows.ts';
import type { WaggleOptions } from './createWaggle.ts';
import { selectThread, selectText } from './select/thread.ts';
import type { ClientState } from './state.ts';
import { createDevice, type Device, type Jar } from './testing/device.ts';
import { FaultyServer } from './testing/faultyServer.ts';

let server: FaultyServer;
let devices: Device[];

beforeEach(async () => {
  server = new FaultyServer([anna, ben]);
  await server.start();
  devices = [];
});

afterEach(async () => {
  for (const device of devices) device.stop();
  await server.stop();
});

function deviceOf(userId: string, options: WaggleOptions & { jar?: Jar } = {}): Device {
  const device = createDevice(server.url, { jar: new Map([['user', userId]]), ...options });
  devices.push(device);
  return device;
}

async function syncedDevice(userId: string, options: WaggleOptions & { jar?: Jar } = {}): Promise<Device> {
  const device = deviceOf(userId, options);
  await device.until('the first sync is there', (state) => state.loaded && server.chatId in state.chats);
  return device;
}

function chatOf(state: ClientState) {
  return state.chats[server.chatId];
}

function texts(state: ClientState): string[] {
  return selectThread(state, server.chatId).items.flatMap((item) =>
    item.kind === 'message' ? [item.message.text] : item.kind === 'outgoing' ? [`(${item.outgoing.text})`] : [],
  );
}

function shows(...expected: string[]) {
  return (state: ClientState): boolean => JSON.stringify(texts(state)) === JSON.stringify(expected);
}

function storedTexts(): string[] {
  return server.chat.messages.map((message) => message.text);
}

describe('sending', () => {
  test('shows at once, then as stored, to everybody', async () => {
    const [annas, bens] = await Promise.all([syncedDevice(anna), syncedDevice(ben)]);
    annas.waggle.send(server.chatId, { text: 'hello' });
    expect(texts(annas.state())).toEqual(['(hello)']);
    await annas.until('it is stored', shows('hello'));
    await bens.until('it is there', shows('hello'));
    expect(annas.state().outbox[server.chatId]).toEqual([]);
  });

  test('keeps the order of what is typed', async () => {
    const annas = await syncedDevice(anna);
    for (let i = 0; i < 20; i++) annas.waggle.send(server.chatId, { text: String(i) });
    await annas.until('all are stored', (state) => chatOf(state)?.order.length === 20);
    expect(storedTexts()).toEqual(Array.from({ length: 20 }, (_, i) => String(i)));
  });

  test('offline waits and goes out once', async () => {
    const annas = await syncedDevice(anna);
    await server.stop();
    await annas.until('it is offline', (state) => state.connection !== 'online');
    annas.waggle.send(server.chatId, { text: 'one' });
    annas.waggle.send(server.chatId, { text: 'two' });
    expect(texts(annas.state())).toEqual(['(one)', '(two)']);
    await server.start();
    await annas.until('both are stored', shows('one', 'two'));
    expect(storedTexts()).toEqual(['one', 'two']);
  });

  test('whose acknowledgement is lost is sent again and stored once', async () => {
    const annas = await syncedDevice(anna);
    server.faults.loseAcks = 1;
    server.faults.dropChanges = 1;
    annas.waggle.send(server.chatId, { text: 'once' });
    annas.waggle.send(server.chatId, { text: 'after' });
    await annas.until('both are stored', shows('once', 'after'));
    expect(storedTexts()).toEqual(['once', 'after']);
    expect(server.calls.filter((name) => name === 'message:send').length).toBe(3);
  });

  test('survives a reload before it went out', async () => {
    const jar = new Map([['user', anna]]);
    const before = await syncedDevice(anna, { name: 'reloaded', jar });
    await server.stop();
    before.waggle.send(server.chatId, { text: 'kept' });
    before.stop();
    const after = deviceOf(anna, { name: 'reloaded', jar });
    await after.until('it is back', shows('(kept)'));
    await server.start();
    await after.until('it is stored', shows('kept'));
    expect(storedTexts()).toEqual(['kept']);
  });

  test('from two tabs stores each once', async () => {
    const jar = new Map([['user', anna]]);
    const one = await syncedDevice(anna, { name: 'tabs', jar });
    const two = await syncedDevice(anna, { name: 'tabs', jar });
    await server.stop();
    one.waggle.send(server.chatId, { text: 'from one' });
    await two.until('the other tab told', shows('(from one)'));
    two.waggle.send(server.chatId, { text: 'from two' });
    await one.until('the other tab told', shows('(from one)', '(from two)'));
    await server.start();
    await one.until('both are stored', (state) => chatOf(state)?.order.length === 2);
    await two.until('both are stored', (state) => chatOf(state)?.order.length === 2);
    expect(storedTexts()).toEqual(['from one', 'from two']);
    await one.until('nothing waits', (state) => state.outbox[server.chatId]?.length === 0);
    await two.until('nothing waits', (state) => state.outbox[server.chatId]?.length === 0);
  });

  test('that is refused stays until it is sent again or discarded', async () => {
    const annas = await syncedDevice(anna);
    const refusal = { ok: false, code: 'forbidden', message: 'No.' } as const;
    server.faults.failSends.push(refusal, refusal);
    annas.waggle.send(server.chatId, { text: 'first' });
    annas.waggle.send(server.chatId, { text: 'second' });
    annas.waggle.send(server.chatId, { text: 'third' });
    await annas.until('the third is stored', shows('third', '(first)', '(second)'));
    const [first, second] = annas.state().outbox[server.chatId] ?? [];
    expect(first?.status).toEqual({ kind: 'refused', failure: refusal });
    annas.waggle.resend(server.chatId, first?.id ?? '');
    await annas.until('it is stored', shows('third', 'first', '(second)'));
    expect(annas.waggle.discard(server.chatId, second?.id ?? '')).toBe('second');
    expect(texts(annas.state())).toEqual(['third', 'first']);
  });

  test('that fails for now is tried again', async () => {
    const annas = await syncedDevice(anna);
    server.faults.failSends.push({ ok: false, code: 'rate-limited', message: 'Slowly.', retryAfterMs: 10 });
    annas.waggle.send(server.chatId, { text: 'later' });
    await annas.until('it is stored', shows('later'));
  });
});

describe('gaps', () => {
  test('a lost change is healed', async () => {
    const bens = await syncedDevice(ben);
    server.faults.dropChanges = 1;
    server.post(anna, 'lost');
    server.post(anna, 'seen');
    await bens.until('both are there', shows('lost', 'seen'));
  });

  test('an acknowledgement that overtakes a lost change keeps the message on the screen', async () => {
    const annas = await syncedDevice(anna);
    const seen: string[][] = [];
    annas.waggle.store.subscribe((state) => seen.push(texts(state)));
    server.faults.dropChanges = 2;
    server.post(ben, 'lost');
    annas.waggle.send(server.chatId, { text: 'mine' });
    await annas.until('both are there', shows('lost', 'mine'));
    expect(seen.every((shown) => shown.some((text) => text === '(mine)' || text === 'mine'))).toBe(true);
  });

  test('an unreadable event leads to a sync', async () => {
    const bens = await syncedDevice(ben);
    server.faults.dropChanges = 1;
    server.post(anna, 'lost');
    server.tell('chat:changed', { nonsense: true } as never);
    await bens.until('it is there', shows('lost'));
  });

  test('what happened while away is there after the reconnect', async () => {
    const bens = await syncedDevice(ben);
    server.cut();
    server.post(anna, 'meanwhile');
    await bens.until('it is there', shows('meanwhile'));
  });

  test('more than a sync brings leaves a hole that pages fill', async () => {
    const bens = await syncedDevice(ben);
    server.post(anna, '1');
    await bens.until('the first is there', shows('1'));
    server.rows = 3;
    server.cut();
    for (let i = 2; i <= 60; i++) server.post(anna, String(i));
    await bens.until('the last page is there', shows('58', '59', '60'));
    expect(selectThread(bens.state(), server.chatId).hasOlder).toBe(true);
    await bens.waggle.loadOlder(server.chatId);
    await bens.waggle.loadOlder(server.chatId);
    expect(texts(bens.state())).toEqual(server.chat.messages.map((message) => message.text));
    expect(selectThread(bens.state(), server.chatId).hasOlder).toBe(false);
  });

  test('a place in the past is shown and left again', async () => {
    for (let i = 1; i <= 200; i++) server.post(anna, String(i));
    server.rows = 50;
    const bens = await syncedDevice(ben);
    await bens.waggle.loadAround(server.chatId, 60);
    const around = selectThread(bens.state(), server.chatId);
    expect(texts(bens.state())).toContain('60');
    expect(around).toMatchObject({ hasOlder: true, hasNewer: true });
    await bens.waggle.loadNewer(server.chatId);
    await bens.waggle.loadNewer(server.chatId);
    expect(texts(bens.state()).at(-1)).toBe('200');
    await bens.waggle.loadLatest(server.chatId);
    expect(bens.state().anchors).toEqual({});
  });

  test('who is removed sees the chat no more', async () => {
    const bens = await syncedDevice(ben);
    server.cut();
    const member = server.chat.members.find(({ contactId }) => contactId === ben);
    if (member) server.change({ members: [{ ...member, leftAt: 5 }] });
    await bens.until('it is gone', (state) => !(server.chatId in state.chats));
  });
});

describe('streaming', () => {
  function textOf(state: ClientState, answer: Message): string | undefined {
    const message = chatOf(state)?.messages[answer.id];
    return message && selectText(state, message);
  }

  test('shows the text as it is written, without a step back at its end', async () => {
    const bens = await syncedDevice(ben);
    bens.waggle.open(server.chatId);
    const shown: string[] = [];
    const answer = server.beginAnswer();
    bens.waggle.store.subscribe((state) => shown.push(textOf(state, answer) ?? ''));
    await bens.until('the placeholder is there', (state) => textOf(state, answer) === '');
    for (const piece of ['Bees ', 'dance ', 'to tell.']) server.write(answer.id, piece);
    await bens.until('the text is there', (state) => textOf(state, answer) === 'Bees dance to tell.');
    server.endAnswer(answer.id);
    await bens.until('it is complete', (state) => chatOf(state)?.messages[answer.id]?.status === 'complete');
    expect(bens.state().live).toEqual({});
    expect(shown).toEqual([...shown].sort((a, b) => a.length - b.length));
    expect(shown.at(-1)).toBe('Bees dance to tell.');
  });

  test('fetches what was lost', async () => {
    const bens = await syncedDevice(ben);
    bens.waggle.open(server.chatId);
    const answer = server.beginAnswer();
    await bens.until('the placeholder is there', (state) => textOf(state, answer) === '');
    server.faults.dropDeltas = 1;
    for (const piece of ['one ', 'two ', 'three']) server.write(answer.id, piece);
    await bens.until('the text is whole', (state) => textOf(state, answer) === 'one two three');
  });

  test('is whole after a reconnect in its middle', async () => {
    const bens = await syncedDevice(ben);
    bens.waggle.open(server.chatId);
    const answer = server.beginAnswer();
    server.write(answer.id, 'before ');
    await bens.until('it began', (state) => textOf(state, answer) === 'before ');
    server.cut();
    server.write(answer.id, 'during ');
    await bens.until('it is back', (state) => textOf(state, answer) === 'before during ');
    server.write(answer.id, 'after');
    server.endAnswer(answer.id);
    await bens.until('it ended', (state) => textOf(state, answer) === 'before during after');
    await bens.until('it is complete', (state) => chatOf(state)?.messages[answer.id]?.status === 'complete');
  });

  test('that was going on before the chat is opened is shown so far', async () => {
    const bens = await syncedDevice(ben);
    const answer = server.beginAnswer();
    server.write(answer.id, 'so far');
    bens.waggle.open(server.chatId);
    await bens.until('it is shown', (state) => textOf(state, answer) === 'so far');
  });
});

describe('marks', () => {
  test('what is stored is delivered, what is seen is read', async () => {
    const [annas, bens] = await Promise.all([syncedDevice(anna), syncedDevice(ben)]);
    annas.waggle.send(server.chatId, { text: 'look' });
    const tick = (state: ClientState): unknown =>
      selectThread(state, server.chatId).items.flatMap((item) => (item.kind === 'message' ? [item.tick] : []))[0];
    await annas.until('it is delivered', (state) => tick(state) === 'delivered');
    bens.waggle.markRead(server.chatId, 1);
    await annas.until('it is read', (state) => tick(state) === 'read');
  });

  test('made offline are told later, and never fall', async () => {
    server.post(anna, 'one');
    const bens = await syncedDevice(ben);
    await server.stop();
    bens.waggle.markRead(server.chatId, 1);
    bens.waggle.markRead(server.chatId, 0);
    expect(chatOf(bens.state())?.receipts[ben]?.read).toBe(1);
    await server.start();
    await expect.poll(() => server.chat.receipts.get(ben)?.read, { timeout: 8000 }).toBe(1);
  });

  test('a draft is told when writing pauses, and the own later edit wins over its echo', async () => {
    const bens = await syncedDevice(ben);
    bens.waggle.setDraft(server.chatId, 'a');
    await expect.poll(() => server.calls.includes('draft:set'), { timeout: 5000 }).toBe(true);
    bens.waggle.setDraft(server.chatId, 'ab');
    await bens.until('the echo came', (state) => state.userVersion === 2);
    expect(bens.state().settings[server.chatId]?.draft).toBe('ab');
    await bens.until('the second echo came', (state) => state.userVersion === 3);
    expect(bens.state().settings[server.chatId]?.draft).toBe('ab');
  });

  test('typing is told seldom and seen by others', async () => {
    const [annas, bens] = await Promise.all([syncedDevice(anna), syncedDevice(ben)]);
    for (let i = 0; i < 5; i++) annas.waggle.setTyping(server.chatId, true);
    await bens.until('it is seen', (state) => state.typing[server.chatId]?.includes(anna) === true);
    expect(server.calls.filter((name) => name === 'typing:set')).toHaveLength(1);
    annas.waggle.send(server.chatId, { text: 'done' });
    await bens.until('it ends', (state) => state.typing[server.chatId]?.length === 0);
    expect(annas.state().typing[server.chatId] ?? []).toEqual([]);
  });
});

describe('the session', () => {
  test('opens from what is kept while the server is away', async () => {
    server.post(anna, 'kept');
    const jar = new Map([['user', ben]]);
    const before = await syncedDevice(ben, { name: 'offline', jar });
    before.stop();
    await server.stop();
    const after = deviceOf(ben, { name: 'offline', jar });
    await after.until('it is shown', shows('kept'));
    await after.until('it says so', (state) => state.connection === 'offline');
    expect(after.state().session.kind).toBe('signed-in');
  });

  test('that ended wipes what was kept', async () => {
    server.post(anna, 'secret');
    const jar = new Map([['user', ben]]);
    const bens = await syncedDevice(ben, { name: 'ended', jar });
    jar.clear();
    server.tell('session:ended', {});
    await bens.until(
      'it is signed out',
      (state) => state.session.kind === 'signed-out' && state.session.workspace === 'Hive',
    );
    expect(bens.state().chats).toEqual({});
    const kept = await indexedDB.databases();
    expect(kept.map(({ name }) => name)).not.toContain(`ended:${ben}`);
  });

  test('of another person opens as theirs', async () => {
    server.post(anna, 'hello');
    const jar = new Map([['user', ben]]);
    const first = await syncedDevice(ben, { name: 'changed', jar });
    first.waggle.setDraft(server.chatId, "Ben's draft");
    first.stop();
    jar.set('user', anna);
    const second = deviceOf(anna, { name: 'changed', jar });
    await second.until('Anna is there', (state) => {
      return state.session.kind === 'signed-in' && state.session.user.id === anna && shows('hello')(state);
    });
    expect(second.state().settings[server.chatId]?.draft).toBe('');
  });

  test('signed out offline is ended at the next chance', async () => {
    const jar = new Map([['user', ben]]);
    const bens = await syncedDevice(ben, { name: 'leaving', jar });
    await server.stop();
    await bens.waggle.signOut();
    expect(bens.state().session.kind).toBe('signed-out');
    bens.stop();
    const again = deviceOf(ben, { name: 'leaving', jar });
    await again.until(
      'it does not come back',
      (state) => state.connection === 'offline' || state.session.kind === 'loading',
    );
    expect(again.state().session.kind).toBe('loading');
  });

  test('of an older protocol says so and stops', async () => {
    server.protocol = 99;
    const bens = deviceOf(ben);
    await bens.until('it is outdated', (state) => state.connection === 'outdated');
  });

  test('tells of a newer build', async () => {
    const bens = await syncedDevice(ben, { build: 'zero' });
    expect(bens.state().updateReady).toBe(true);
    const same = await syncedDevice(ben, { build: 'one' });
    expect(same.state().updateReady).toBe(false);
  });

  test('may be started, stopped and started again', async () => {
    const bens = await syncedDevice(ben);
    bens.stop();
    const stop = bens.waggle.start();
    await bens.until('it is online', (state) => state.connection === 'online' && state.loaded);
    server.post(anna, 'again');
    await bens.until('it hears', shows('again'));
    stop();
  });

  test('reconnects when the server leaves', async () => {
    const bens = await syncedDevice(ben);
    const syncs = (): number => server.calls.filter((name) => name === 'sync').length;
    const before = syncs();
    server.tell('server:leaving', { afterMs: 10 });
    await expect.poll(syncs, { timeout: 8000 }).toBeGreaterThan(before);
    expect(bens.state().connection).toBe('online');
  });
});
