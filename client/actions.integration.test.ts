import { afterEach, beforeEach, expect, test } from 'vitest';
import { anna, ben } from '../shared/testing/rows.ts';
import type { Refusal } from './action.ts';
import type { WaggleOptions } from './createWaggle.ts';
import { selectChat, selectMarks } from './select/overlay.ts';
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

/** What is seen of a message: its text, and who reacted with what. */
function seen(state: ClientState, messageId: string): string {
  const message = selectChat(state, server.chatId)?.messages[messageId];
  const reactions = (message?.reactions ?? []).map(({ emoji, contactIds }) => `${emoji}${contactIds.length}`);
  return [message?.text ?? '', ...reactions].join(' ');
}

function nothingWaits(state: ClientState): boolean {
  return Object.keys(state.actions).length === 0;
}

test('is seen at once, and stays what it is when the server has it', async () => {
  const annas = await syncedDevice(anna);
  const { chatId } = server;
  const { id: messageId } = server.post(anna, 'first');
  await annas.until('it is there', (state) => seen(state, messageId) === 'first');
  const shown = new Set<string>();
  annas.waggle.store.subscribe((state) => shown.add(seen(state, messageId)));
  annas.waggle.act('message:react', { chatId, messageId, emoji: '👍', on: true });
  expect(seen(annas.state(), messageId)).toBe('first 👍1');
  await annas.until('the server has it', nothingWaits);
  expect([...shown]).toEqual(['first 👍1']);
  expect(server.chat.messages[0]?.reactions).toEqual([{ emoji: '👍', contactIds: [anna] }]);
});

test('offline waits through a kill of the app, and goes out in order', async () => {
  const jar = new Map([['user', anna]]);
  const before = await syncedDevice(anna, { name: 'killed', jar });
  const { chatId } = server;
  const { id: messageId } = server.post(anna, 'first');
  await before.until('it is there', (state) => seen(state, messageId) === 'first');
  await new Promise((resolve) => setTimeout(resolve, 700));
  await server.stop();
  before.waggle.act('message:edit', { chatId, messageId, text: 'second' });
  before.waggle.act('message:react', { chatId, messageId, emoji: '🐝', on: true });
  before.waggle.act('message:edit', { chatId, messageId, text: 'third' });
  before.waggle.act('message:star', { chatId, messageId, on: true });
  before.stop();
  const after = deviceOf(anna, { name: 'killed', jar });
  await after.until('it is back', (state) => seen(state, messageId) === 'third 🐝1');
  expect(selectMarks(after.state())[messageId]?.starredAt).not.toBeNull();
  await server.start();
  await after.until('the server has it', nothingWaits);
  expect(seen(after.state(), messageId)).toBe('third 🐝1');
  expect(server.chat.messages[0]).toMatchObject({ text: 'third' });
  expect(after.state().marks[messageId]?.starredAt).toEqual(expect.any(Number));
  const acts = server.calls.filter((name) => /^message:(edit|react|star)$/.test(name));
  expect(acts).toEqual(['message:edit', 'message:react', 'message:edit', 'message:star']);
});

test('refused goes from the screen, and it is said why', async () => {
  const annas = await syncedDevice(anna);
  const { chatId } = server;
  const { id: messageId } = server.post(anna, 'mine');
  await annas.until('it is there', (state) => seen(state, messageId) === 'mine');
  const refusals: Refusal[] = [];
  annas.waggle.onRefused((refusal) => refusals.push(refusal));
  server.faults.failActs.push({ ok: false, code: 'forbidden', message: 'Not yours.' });
  annas.waggle.act('message:edit', { chatId, messageId, text: 'changed' });
  expect(seen(annas.state(), messageId)).toBe('changed');
  await annas.until('it is gone', nothingWaits);
  expect(seen(annas.state(), messageId)).toBe('mine');
  expect(refusals.map(({ action, failure }) => [action.name, failure.code])).toEqual([['message:edit', 'forbidden']]);
});

test('that fails for now is tried again, and what comes after it waits', async () => {
  const annas = await syncedDevice(anna);
  const { chatId } = server;
  const { id: messageId } = server.post(anna, 'mine');
  await annas.until('it is there', (state) => seen(state, messageId) === 'mine');
  server.faults.failActs.push({ ok: false, code: 'unavailable', message: 'Busy.', retryAfterMs: 20 });
  annas.waggle.act('message:edit', { chatId, messageId, text: 'one' });
  annas.waggle.act('message:edit', { chatId, messageId, text: 'two' });
  await annas.until('the server has both', nothingWaits);
  expect(server.chat.messages[0]?.text).toBe('two');
});

test('in one tab is seen in the other, and sent once', async () => {
  const jar = new Map([['user', anna]]);
  const one = await syncedDevice(anna, { name: 'acting', jar });
  const two = await syncedDevice(anna, { name: 'acting', jar });
  const { chatId } = server;
  const { id: messageId } = server.post(ben, 'look');
  for (const tab of [one, two]) await tab.until('it is there', (state) => seen(state, messageId) === 'look');
  one.waggle.act('message:react', { chatId, messageId, emoji: '👍', on: true });
  await two.until('the other tab shows it', (state) => seen(state, messageId) === 'look 👍1');
  await one.until('nothing waits', nothingWaits);
  await two.until('nothing waits', nothingWaits);
  expect(server.calls.filter((name) => name === 'message:react').length).toBe(1);
});

test.each([1, 2, 3, 4, 5])(
  'whatever is lost, doubled or late, both see what the server has (seed %i)',
  async (seed) => {
    const random = randomOf(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const [annas, bens] = await Promise.all([syncedDevice(anna), syncedDevice(ben)]);
    const { chatId } = server;
    const ids = [server.post(anna, 'a').id, server.post(anna, 'b').id];
    for (const device of [annas, bens])
      await device.until('they are there', (state) => seen(state, ids[1] ?? '') === 'b');
    server.mangle = () => pick(['keep', 'keep', 'drop', 'double', 'delay']);
    for (let step = 0; step < 40; step++) {
      const messageId = pick(ids);
      const device = pick([annas, bens]);
      const at = random();
      if (at < 0.6)
        device.waggle.act('message:react', { chatId, messageId, emoji: pick(['👍', '🐝']), on: random() < 0.6 });
      else if (at < 0.75) annas.waggle.act('message:edit', { chatId, messageId, text: `text ${step}` });
      else if (at < 0.8) device.waggle.act('message:star', { chatId, messageId, on: random() < 0.5 });
      else if (at < 0.87) server.faults.loseAcks++;
      else if (at < 0.95)
        server.faults.failActs.push({ ok: false, code: 'unavailable', message: 'Busy.', retryAfterMs: 5 });
      else server.cut();
      if (random() < 0.3) await new Promise((resolve) => setTimeout(resolve, random() * 40));
    }
    server.mangle = () => 'keep';
    server.faults.loseAcks = 0;
    for (const device of [annas, bens]) await device.until('nothing waits', nothingWaits, 30_000);
    const stands = (state: ClientState): boolean =>
      state.connection === 'online' && state.chats[chatId]?.version === server.chat.version;
    server.post(ben, 'last');
    for (const device of [annas, bens]) await device.until('it stands at the last version', stands, 30_000);
    for (const stored of server.chat.messages) {
      for (const { state } of [annas, bens]) {
        expect(selectChat(state(), chatId)?.messages[stored.id]).toEqual(stored);
      }
    }
  },
  90_000,
);

/** The same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let at = seed * 0x9e3779b9;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
