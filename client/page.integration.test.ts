import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { anna, ben } from '../shared/testing/rows.ts';
import { createDevice, type Device } from './testing/device.ts';
import { FaultyServer } from './testing/faultyServer.ts';

let server: FaultyServer;
let device: Device;
const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });

function turn(visibilityState: 'visible' | 'hidden'): void {
  page.visibilityState = visibilityState;
  page.dispatchEvent(new Event('visibilitychange'));
}

const asked = (name: string): number => server.calls.filter((call) => call === name).length;

beforeEach(async () => {
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', new EventTarget());
  server = new FaultyServer([anna, ben]);
  await server.start();
  device = createDevice(server.url, { jar: new Map([['user', anna]]) });
  await device.until('the first sync is there', (state) => state.loaded && state.connection === 'online');
  await expect.poll(() => asked('sync')).toBe(1);
});

afterEach(async () => {
  device.stop();
  await server.stop();
  vi.unstubAllGlobals();
});

test('shown again, it proves the connection and syncs', async () => {
  server.faults.dropChanges = 1;
  server.post(ben, 'unheard');
  turn('hidden');
  turn('visible');
  await device.until('it is there', (state) => state.chats[server.chatId]?.order.length === 1);
});

test('a connection that only seems to live is replaced within seconds', async () => {
  server.mute = true;
  turn('visible');
  await expect.poll(() => asked('visibility:set')).toBeGreaterThan(1);
  server.mute = false;
  server.faults.dropChanges = 1;
  server.post(ben, 'unheard');
  await device.until('it is there', (state) => state.chats[server.chatId]?.order.length === 1, 6000);
});

test('back on a network, it syncs at once', async () => {
  server.faults.dropChanges = 1;
  server.post(ben, 'unheard');
  window.dispatchEvent(new Event('online'));
  await device.until('it is there', (state) => state.chats[server.chatId]?.order.length === 1);
});

describe('waiting long before it tries again', () => {
  let patient: Device;
  beforeEach(async () => {
    patient = createDevice(server.url, { jar: new Map([['user', anna]]), reconnectMs: [60_000, 60_000] });
    await patient.until('it is online', (state) => state.connection === 'online');
    await server.stop();
    await patient.until('it noticed', (state) => state.connection !== 'online');
    await server.start();
  });
  afterEach(() => {
    patient.stop();
  });

  test.each<[when: string, happen: () => unknown]>([
    ['turned to', () => window.dispatchEvent(new Event('focus'))],
    [
      'shown again',
      () => {
        turn('visible');
      },
    ],
    ['back on a network', () => window.dispatchEvent(new Event('online'))],
    ['asked to', () => patient.waggle.reconnect()],
  ])('%s, it tries at once', async (_when, happen) => {
    happen();
    await patient.until('it is back', (state) => state.connection === 'online', 4000);
  });
});

test('hidden, it says so', async () => {
  const before = asked('visibility:set');
  turn('hidden');
  await expect.poll(() => asked('visibility:set')).toBe(before + 1);
});
