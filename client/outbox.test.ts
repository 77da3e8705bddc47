import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { newId } from '../shared/ids.ts';
import type { Failure } from '../shared/reply.ts';
import { createOutbox, type Outbox, type OutboxPorts } from './outbox.ts';
import { type ClientState, emptyState, type Store } from './state.ts';

const chatId = newId();
const missing: Failure = { ok: false, code: 'not-found', reason: 'file', message: 'A file is not there.' };

/** How far each file has come, which the tests decide. */
const files = new Map<string, 'ready' | 'pending' | 'failed'>();
let sent: { text: string; fileIds?: string[] }[];
let answers: Failure[];
let again: ReturnType<typeof vi.fn<(ids: readonly string[]) => boolean>>;
let store: Store;
let outbox: Outbox;

beforeEach(() => {
  files.clear();
  sent = [];
  answers = [];
  again = vi.fn(() => true);
  store = createStore<ClientState>(() => emptyState);
  const command = async (name: string, input: unknown) => {
    if (name !== 'message:send') throw new Error(`${name} was sent`);
    sent.push(input as (typeof sent)[number]);
    return answers.shift() ?? { ok: true, data: { chatId, version: sent.length } };
  };
  outbox = createOutbox({
    store,
    box: {
      all: async () => [],
      has: async () => true,
      put: async () => {},
      remove: async () => {},
    },
    uploads: {
      progress: (ids) => {
        const kinds = ids.map((id) => files.get(id) ?? 'failed');
        if (kinds.includes('failed')) return 'failed';
        return kinds.includes('pending') ? 'pending' : 'ready';
      },
      fileIds: (ids) => ids.map((id) => `file of ${id}`),
      again,
      assign: () => {},
      giveBack: () => {},
      release: () => {},
      adopt: async () => {},
    },
    command: command as OutboxPorts['command'],
    isUp: () => true,
    acknowledged: async () => {},
    tell: () => {},
    lockName: 'test',
  });
});

afterEach(() => {
  outbox.stop();
});

const texts = () => sent.map(({ text }) => text);
const waiting = () => (store.getState().outbox[chatId] ?? []).map(({ text }) => text);

test('a message waits for its files, and those after it wait with it', async () => {
  files.set('a', 'pending');
  outbox.send(chatId, { text: 'with a file', files: ['a'] });
  outbox.send(chatId, { text: 'after it' });
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(sent).toEqual([]);
  files.set('a', 'ready');
  outbox.drain();
  await expect.poll(() => texts()).toEqual(['with a file', 'after it']);
  expect(sent[0]?.fileIds).toEqual(['file of a']);
  expect(sent[1]).not.toHaveProperty('fileIds');
  await expect.poll(() => waiting()).toEqual([]);
});

test('one whose file needs the person holds nobody up', async () => {
  files.set('a', 'failed');
  outbox.send(chatId, { text: 'with a file', files: ['a'] });
  outbox.send(chatId, { text: 'after it' });
  await expect.poll(() => texts()).toEqual(['after it']);
  files.set('a', 'ready');
  outbox.drain();
  await expect.poll(() => texts()).toEqual(['after it', 'with a file']);
});

test('a file that is left out is no longer waited for; with the last one goes a message without words', async () => {
  files.set('a', 'pending').set('b', 'ready').set('c', 'pending');
  outbox.send(chatId, { text: '', files: ['a', 'b'] });
  outbox.send(chatId, { text: '', files: ['c'] });
  outbox.leaveOut('c');
  await expect.poll(() => waiting()).toHaveLength(1);
  outbox.leaveOut('a');
  outbox.drain();
  await expect.poll(() => sent).toHaveLength(1);
  expect(sent[0]?.fileIds).toEqual(['file of b']);
});

test('a file the server has forgotten is sent anew before the person is asked', async () => {
  files.set('a', 'ready');
  answers.push(missing);
  outbox.send(chatId, { text: 'late', files: ['a'] });
  await expect.poll(() => again).toHaveBeenCalledWith(['a']);
  expect(store.getState().outbox[chatId]?.[0]?.status).toEqual({ kind: 'waiting' });

  again.mockReturnValue(false);
  answers.push(missing);
  outbox.drain();
  await expect.poll(() => store.getState().outbox[chatId]?.[0]?.status).toEqual({ kind: 'refused', failure: missing });
});
