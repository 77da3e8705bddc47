import { beforeEach, describe, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Delta } from '../shared/message.ts';
import type { Reply } from '../shared/reply.ts';
import { chatId, messageRow } from '../shared/testing/rows.ts';
import { createLive } from './live.ts';
import type { SendCommand } from './socket.ts';
import type { ClientState, Store } from './state.ts';
import { chatWith, stateWith } from './testing/state.ts';

const answer = messageRow(1, { senderId: 'coder', senderKind: 'agent', status: 'streaming', text: 'kept', epoch: 1 });
const piece = (offset: number, text: string, epoch = 1): Delta => ({
  chatId,
  messageId: answer.id,
  epoch,
  offset,
  text,
});

let store: Store;
let asked: { name: string; input: unknown }[];
let answers: Reply<unknown>[];
const command = (async (name: string, input: unknown) => {
  asked.push({ name, input });
  return answers.shift() ?? { ok: false, code: 'unavailable', message: '' };
}) as SendCommand;

beforeEach(() => {
  store = createStore<ClientState>(() => stateWith([chatWith({ messages: [answer] })]));
  asked = [];
  answers = [];
});

function text(): string | undefined {
  return store.getState().live[answer.id]?.text;
}

test('goes on where the stored text ends', () => {
  const live = createLive({ store, command });
  live.delta(piece(4, ' going'));
  live.delta(piece(2, 'pt going on'));
  expect(text()).toBe('kept going on');
  expect(asked).toEqual([]);
});

test('fetches a hole once, and keeps what comes meanwhile', async () => {
  const live = createLive({ store, command });
  answers.push({ ok: true, data: { delta: piece(4, ' one two') } });
  live.delta(piece(8, ' two'));
  live.delta(piece(12, ' three'));
  await expect.poll(text).toBe('kept one two three');
  expect(asked).toEqual([{ name: 'delta:fetch', input: { chatId, messageId: answer.id, epoch: 1, offset: 4 } }]);
});

test('a hole that can not be fetched is tried again with the next piece', async () => {
  const live = createLive({ store, command });
  live.delta(piece(8, ' two'));
  await expect.poll(() => asked.length).toBe(1);
  answers.push({ ok: true, data: { delta: piece(4, ' one two three') } });
  live.delta(piece(12, ' three'));
  await expect.poll(text).toBe('kept one two three');
});

describe('epochs', () => {
  test('a newer one begins anew, an older one is void', () => {
    const live = createLive({ store, command });
    live.delta(piece(0, 'again', 2));
    live.delta(piece(4, ' late', 1));
    expect(text()).toBe('again');
  });

  test('the middle of a newer one is fetched from its start', async () => {
    const live = createLive({ store, command });
    answers.push({ ok: true, data: { delta: piece(0, 'again', 2) } });
    live.delta(piece(3, 'in', 2));
    await expect.poll(text).toBe('again');
    expect(asked[0]?.input).toMatchObject({ epoch: 2, offset: 0 });
  });

  test('a late piece of a finished answer is ignored, one of its next attempt is not', () => {
    const done = chatWith({ messages: [{ ...answer, status: 'complete' }] });
    store.setState({ chats: { [chatId]: done } });
    const live = createLive({ store, command });
    live.delta(piece(4, ' late'));
    expect(text()).toBeUndefined();
    live.delta(piece(0, 'anew', 2));
    expect(text()).toBe('anew');
  });
});

test('an answer whose row is not there yet is kept from its start', () => {
  store.setState({ chats: {} });
  const live = createLive({ store, command });
  live.delta(piece(0, 'early'));
  expect(text()).toBe('early');
});

test('opening brings the texts so far', async () => {
  const live = createLive({ store, command });
  answers.push({ ok: true, data: { live: [piece(0, 'kept so far')] } });
  await live.open(chatId);
  expect(text()).toBe('kept so far');
});

test('only the slice of the one answer changes', () => {
  const live = createLive({ store, command });
  live.delta(piece(4, '!'));
  const { live: before, ...rest } = store.getState();
  live.delta({ ...piece(0, 'x'), messageId: messageRow(2).id });
  const { live: after, ...same } = store.getState();
  expect(after[answer.id]).toBe(before[answer.id]);
  for (const [key, value] of Object.entries(rest)) expect(same[key as keyof typeof same]).toBe(value);
});

test('a step is shown until it is done', () => {
  const live = createLive({ store, command });
  live.stepChanged({ chatId, messageId: answer.id, state: 'reading' });
  expect(store.getState().steps).toEqual({ [answer.id]: 'reading' });
  live.stepChanged({ chatId, messageId: answer.id, state: 'done' });
  expect(store.getState().steps).toEqual({});
});

test('what is used is kept by its key, the last told last, until the step goes on', () => {
  const live = createLive({ store, command });
  const using = (key: string, share: number | null) => {
    const tool = { key, tool: 'search_web', share, what: '' };
    live.stepChanged({ chatId, messageId: answer.id, state: 'using', tool });
    return tool;
  };
  using('a', null);
  const second = using('b', 0.5);
  const first = using('a', 0.25);
  expect(store.getState().stepTools).toEqual({ [answer.id]: [second, first] });
  live.stepChanged({ chatId, messageId: answer.id, state: 'writing' });
  expect(store.getState().stepTools).toEqual({});
});
