import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { anna, ben, chatId } from '../shared/testing/rows.ts';
import type { SendCommand } from './socket.ts';
import { type ClientState, emptyState, type Store } from './state.ts';
import { createTyping, type Typing } from './typing.ts';

let store: Store;
let told: boolean[];
let typing: Typing;

beforeEach(() => {
  vi.useFakeTimers();
  store = createStore<ClientState>(() => emptyState);
  told = [];
  const command = (async (_name: string, { on }: { on: boolean }) => {
    told.push(on);
    return { ok: true, data: {} };
  }) as unknown as SendCommand;
  typing = createTyping({ store, me: anna, command });
});

afterEach(() => {
  typing.stop();
  vi.useRealTimers();
});

test('is told every four seconds at most, and its end once', () => {
  for (let i = 0; i < 9; i++) {
    typing.set(chatId, true);
    vi.advanceTimersByTime(1000);
  }
  expect(told).toEqual([true, true, true]);
  typing.set(chatId, false);
  typing.set(chatId, false);
  expect(told).toEqual([true, true, true, false]);
});

test('of others is believed for six seconds', () => {
  typing.changed({ chatId, contactId: ben, on: true });
  vi.advanceTimersByTime(5000);
  typing.changed({ chatId, contactId: ben, on: true });
  vi.advanceTimersByTime(5999);
  expect(store.getState().typing).toEqual({ [chatId]: [ben] });
  vi.advanceTimersByTime(1);
  expect(store.getState().typing).toEqual({ [chatId]: [] });
});

test('ends when they say so, and is never of oneself', () => {
  typing.changed({ chatId, contactId: ben, on: true });
  typing.changed({ chatId, contactId: ben, on: false });
  typing.changed({ chatId, contactId: anna, on: true });
  expect(store.getState().typing).toEqual({ [chatId]: [] });
});
