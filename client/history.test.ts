import { beforeEach, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { trimChat } from '../shared/chatStateApply.ts';
import type { MessagePage } from '../shared/http.ts';
import type { Reply } from '../shared/reply.ts';
import { chatId, messageRow } from '../shared/testing/rows.ts';
import { createHistory } from './history.ts';
import type { Http } from './http.ts';
import type { ClientState, Store } from './state.ts';
import { chatWith, stateWith } from './testing/state.ts';

const all = Array.from({ length: 100 }, (_, i) => messageRow(i + 1));
let store: Store;
let asked: string[];
let forgotten: number;
let answer: (query: URLSearchParams) => Promise<Reply<MessagePage>>;

beforeEach(() => {
  store = createStore<ClientState>(() => stateWith([trimChat(chatWith({ messages: all }), 10)]));
  asked = [];
  forgotten = 0;
  answer = (query) => {
    const before = Number(query.get('before') ?? 101);
    const messages = all.slice(Math.max(0, before - 51), before - 1);
    return Promise.resolve({ ok: true, data: { chatId, messages, runs: [], lastSeq: 100 } });
  };
});

const http = {
  get: (path: string) => {
    asked.push(path.split('?')[1] ?? '');
    return answer(new URLSearchParams(path.split('?')[1]));
  },
} as unknown as Http;

const history = () => createHistory({ store, http, forgotten: () => forgotten });
const stretches = () => store.getState().chats[chatId]?.stretches;

test('older pages join what is shown, one at a time', async () => {
  const { loadOlder } = history();
  await Promise.all([loadOlder(chatId), loadOlder(chatId)]);
  expect(asked).toEqual(['limit=50&before=91']);
  expect(stretches()).toEqual([{ from: 41, to: 100 }]);
  await loadOlder(chatId);
  await loadOlder(chatId);
  expect(asked).toHaveLength(2);
  expect(stretches()).toEqual([{ from: 1, to: 100 }]);
});

test('says where it fetches while it does', async () => {
  const loading = history().loadOlder(chatId);
  expect(store.getState().fetching).toEqual({ [chatId]: 'older' });
  await loading;
  expect(store.getState().fetching).toEqual({});
});

test('a page asked before older messages were forgotten is asked again', async () => {
  const first = answer;
  answer = (query) => {
    if (asked.length === 1) forgotten++;
    return first(query);
  };
  await history().loadOlder(chatId);
  expect(asked).toHaveLength(2);
  expect(stretches()).toEqual([{ from: 41, to: 100 }]);
});

test('a page that can not be had changes nothing', async () => {
  answer = () => Promise.resolve({ ok: false, code: 'unavailable', message: '' });
  const before = stretches();
  await history().loadOlder(chatId);
  expect(stretches()).toBe(before);
  expect(store.getState().fetching).toEqual({});
});

test('a known place is shown without asking; the latest again, too', async () => {
  const { loadAround, loadLatest, loadNewer } = history();
  await loadAround(chatId, 95);
  expect(store.getState().anchors).toEqual({ [chatId]: 95 });
  await loadNewer(chatId);
  await loadLatest(chatId);
  expect(store.getState().anchors).toEqual({});
  expect(asked).toEqual([]);
});

test('a place that can not be fetched is not shown', async () => {
  answer = () => Promise.resolve({ ok: false, code: 'unavailable', message: '' });
  await history().loadAround(chatId, 5);
  expect(store.getState().anchors).toEqual({});
});
