import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Reply } from '../shared/reply.ts';
import { anna, ben, chatId, messageRow } from '../shared/testing/rows.ts';
import { createReceipts } from './receipts.ts';
import type { SendCommand } from './socket.ts';
import type { ClientState, Store } from './state.ts';
import { chatWith, stateWith } from './testing/state.ts';

let store: Store;
let asked: unknown[];
let answers: Reply<unknown>[];

beforeEach(() => {
  vi.useFakeTimers();
  const messages = [1, 2, 3].map((seq) => messageRow(seq, { senderId: ben }));
  store = createStore<ClientState>(() => stateWith([chatWith({ messages })]));
  asked = [];
  answers = [];
});

afterEach(() => {
  vi.useRealTimers();
});

function receiptsOf(stored: () => Promise<void> = () => Promise.resolve()) {
  const command = (async (_name: string, input: unknown) => {
    asked.push(input);
    return answers.shift() ?? { ok: true, data: {} };
  }) as SendCommand;
  return createReceipts({ store, me: anna, command, isUp: () => true, stored });
}

test('marks are gathered for a second and only grow', async () => {
  const receipts = receiptsOf();
  receipts.markRead(chatId, 1);
  receipts.markRead(chatId, 3);
  receipts.markRead(chatId, 2);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual([{ delivered: { [chatId]: 3 }, read: { [chatId]: 3 } }]);
  receipts.markRead(chatId, 3);
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toHaveLength(1);
});

test('nothing further than the chat goes is marked', async () => {
  const receipts = receiptsOf();
  receipts.markRead(chatId, 99);
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toMatchObject([{ read: { [chatId]: 3 } }]);
});

test('delivered means stored on the device', async () => {
  let finish: () => void = () => {};
  const receipts = receiptsOf(() => new Promise((resolve) => (finish = resolve)));
  receipts.flush();
  await vi.advanceTimersByTimeAsync(3000);
  expect(asked).toEqual([]);
  finish();
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual([{ delivered: { [chatId]: 3 }, read: {} }]);
});

test('what fails for now is told again, what is refused is not', async () => {
  const receipts = receiptsOf();
  answers.push({ ok: false, code: 'unavailable', message: '' }, { ok: false, code: 'forbidden', message: '' });
  receipts.markRead(chatId, 2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toEqual([
    { delivered: { [chatId]: 3 }, read: { [chatId]: 2 } },
    { delivered: { [chatId]: 3 }, read: { [chatId]: 2 } },
  ]);
});

test('what was read offline and kept is told after a reload', async () => {
  const messages = [messageRow(1, { senderId: ben })];
  const kept = [{ contactId: anna, delivered: 1, read: 1 }];
  store.setState({ chats: { [chatId]: chatWith({ messages, receipts: kept }) } });
  const receipts = receiptsOf();
  receipts.flush();
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual([{ delivered: {}, read: { [chatId]: 1 } }]);
});
