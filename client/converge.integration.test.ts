import { expect, test } from 'vitest';
import { anna, ben } from '../shared/testing/rows.ts';
import { selectText } from './select/thread.ts';
import type { ClientState } from './state.ts';
import { createDevice, type Device } from './testing/device.ts';
import { FaultyServer } from './testing/faultyServer.ts';

/** A sequence of numbers below 1 that is the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Lets two people and an agent do things at random on a bad line, and gives back what was sent. */
async function live(server: FaultyServer, devices: readonly Device[], next: () => number): Promise<string[]> {
  const sent: string[] = [];
  const writing: string[] = [];
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(next() * list.length)];
  for (let step = 0; step < 60; step++) {
    const chance = next();
    if (chance < 0.35) {
      sent.push(`text ${step}`);
      pick(devices)?.waggle.send(server.chatId, { text: `text ${step}` });
    } else if (chance < 0.5) writing.push(server.beginAnswer().id);
    else if (chance < 0.75) {
      const id = pick(writing);
      if (id !== undefined) server.write(id, `piece ${step} `);
    } else if (chance < 0.82) {
      const [id] = writing.splice(Math.floor(next() * writing.length), 1);
      if (id !== undefined) server.endAnswer(id);
    } else if (chance < 0.88) server.cut();
    else if (chance < 0.92) server.faults.loseAcks++;
    else if (chance < 0.95) server.rows = 3 + Math.floor(next() * 500);
    else await pause(next() * 120);
  }
  server.mangle = () => 'keep';
  server.faults.loseAcks = 0;
  for (const id of writing) server.endAnswer(id);
  return sent;
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])('two people on a bad line see the same in the end (seed %i)', async (seed) => {
  const next = random(seed);
  const server = new FaultyServer([anna, ben]);
  await server.start();
  const devices = [anna, ben].map((id) => createDevice(server.url, { jar: new Map([['user', id]]) }));
  try {
    for (const device of devices) {
      await device.until('the first sync is there', (state) => state.loaded);
      device.waggle.open(server.chatId);
    }
    server.mangle = () => {
      const chance = next();
      return chance < 0.1 ? 'drop' : chance < 0.2 ? 'double' : chance < 0.35 ? 'delay' : 'keep';
    };
    const sent = await live(server, devices, next);

    const nothingWaits = (state: ClientState): boolean => (state.outbox[server.chatId] ?? []).length === 0;
    for (const device of devices) await device.until('all is sent', nothingWaits, 15_000);
    server.cut();
    const { version } = server.chat;
    for (const device of devices) {
      await device.until('all is known', (state) => state.chats[server.chatId]?.version === version);
      for (let page = 0; page < 9; page++) await device.waggle.loadOlder(server.chatId);
      const state = device.state();
      const chat = state.chats[server.chatId];
      const texts = server.chat.messages.map((message) => message.text);
      expect(chat?.order.map((id) => chat.messages[id]?.text)).toEqual(texts);
      expect(chat?.messages).toEqual(Object.fromEntries(server.chat.messages.map((message) => [message.id, message])));
      expect(chat?.stretches).toEqual([{ from: 1, to: texts.length }]);
      expect(Object.values(chat?.messages ?? {}).map((message) => selectText(state, message))).toEqual(
        Object.values(chat?.messages ?? {}).map((message) => message.text),
      );
      expect(texts.filter((text) => text.startsWith('text')).toSorted()).toEqual(sent.toSorted());
    }
  } finally {
    for (const device of devices) device.stop();
    await server.stop();
  }
});
