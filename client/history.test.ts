import { beforeEach, describe, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { trimChat } from '../shared/chatStateApply.ts';
import type { MessagePage } from '../shared/http.ts';
import type { Reply } from '../shared/reply.ts';
import { chatId, messageRow, uuid } from '../shared/testing/rows.ts';
import { createHistory } from './history.ts';
import type { Http } from './http.ts';
import { HELD, SLACK } from './putChats.ts';
import { selectThread, shownStretch } from './select/thread.ts';
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
  store.setState(stateWith([trimChat(chatWith({ messages: all }), 30)]));
  const { loadAround, loadLatest, loadNewer } = history();
  await loadAround(chatId, 85);
  expect(store.getState().anchors).toEqual({ [chatId]: 85 });
  await loadNewer(chatId);
  await loadLatest(chatId);
  expect(store.getState().anchors).toEqual({});
  expect(asked).toEqual([]);
});

test('a message that is known without those around it is fetched with them', async () => {
  const alone = [...all.slice(0, 1), ...all.slice(49, 50), ...all.slice(90)];
  store.setState(stateWith([chatWith({ messages: alone })]));
  answer = () => Promise.resolve({ ok: true, data: { chatId, messages: all.slice(25, 75), runs: [], lastSeq: 100 } });
  const { loadAround, loadMessage } = history();
  await loadAround(chatId, 50);
  expect(asked).toEqual(['limit=50&around=50']);
  expect(stretches()).toEqual([
    { from: 1, to: 1 },
    { from: 26, to: 75 },
    { from: 91, to: 100 },
  ]);
  expect(await loadMessage(chatId, uuid(0x1000 + 60))).toBe(60);
  expect(store.getState().anchors).toEqual({ [chatId]: 60 });
  expect(await loadMessage(chatId, uuid(0x1000 + 80))).toBeNull();
  expect(asked.slice(1)).toEqual([`limit=50&message=${uuid(0x1000 + 80)}`]);
});

test('a moment leads to the first message from then on, else to the last', async () => {
  answer = (query) => {
    const from = Math.min(75, Number(query.get('at')) - 1000 - 25);
    return Promise.resolve({
      ok: true,
      data: { chatId, messages: all.slice(from, from + 50), runs: [], lastSeq: 100 },
    });
  };
  const { loadAt } = history();
  expect(await loadAt(chatId, 1040)).toBe(40);
  expect(store.getState().anchors).toEqual({ [chatId]: 40 });
  expect(await loadAt(chatId, 5000)).toBe(100);
  answer = () => Promise.resolve({ ok: false, code: 'unavailable', message: '' });
  expect(await loadAt(chatId, 1040)).toBeNull();
});

describe('a long thread', () => {
  const long = Array.from({ length: 3000 }, (_, i) => messageRow(i + 1));
  const held = () => store.getState().chats[chatId]?.order.length ?? 0;
  const shown = () => {
    const state = store.getState();
    const chat = state.chats[chatId];
    return chat && shownStretch(chat, state.anchors[chatId]);
  };

  beforeEach(() => {
    store.setState(stateWith([trimChat(chatWith({ messages: long }), 50)]));
    answer = (query) => {
      const before = Number(query.get('before') ?? 3001);
      const after = query.get('after');
      const messages =
        after === null ? long.slice(Math.max(0, before - 51), before - 1) : long.slice(+after, +after + 50);
      return Promise.resolve({ ok: true, data: { chatId, messages, runs: [], lastSeq: 3000 } });
    };
  });

  test('is gone through from end to end, and only what is around the person is held', async () => {
    const { loadOlder, loadNewer, readAt } = history();
    for (let from = shown()?.from ?? 0; from > 1; from = shown()?.from ?? 0) {
      readAt(chatId, from);
      await loadOlder(chatId);
      expect(shown()?.from).toBe(Math.max(1, from - 50));
      expect(held()).toBeLessThanOrEqual(HELD + SLACK + 50);
      expect(stretches()?.at(-1)?.to).toBe(3000);
    }
    expect(stretches()).toHaveLength(2);
    for (let to = shown()?.to ?? 0; to < 3000; to = shown()?.to ?? 0) {
      readAt(chatId, to);
      await loadNewer(chatId);
      expect(shown()?.to).toBeGreaterThanOrEqual(to + 50);
      expect(held()).toBeLessThanOrEqual(HELD + SLACK + 50);
    }
    expect(stretches()).toHaveLength(1);
    readAt(chatId, null);
    expect(store.getState().anchors).toEqual({});
  });

  test('keeps a page of another time, however much is held elsewhere', async () => {
    store.setState({
      ...stateWith([trimChat(chatWith({ messages: long }), HELD + SLACK)]),
      anchors: { [chatId]: 2000 },
    });
    answer = () =>
      Promise.resolve({ ok: true, data: { chatId, messages: long.slice(75, 125), runs: [], lastSeq: 3000 } });
    const { loadAt, loadMessage } = history();
    expect(await loadAt(chatId, 1100)).toBe(100);
    expect(shown()).toEqual({ from: 76, to: 125 });
    store.setState({
      ...stateWith([trimChat(chatWith({ messages: long }), HELD + SLACK)]),
      anchors: { [chatId]: 2000 },
    });
    expect(await loadMessage(chatId, uuid(0x1000 + 100))).toBe(100);
    expect(shown()).toEqual({ from: 76, to: 125 });
  });

  test('that is read moves its anchor seldom, and never to what is not shown', () => {
    store.setState(stateWith([trimChat(chatWith({ messages: long }), 1000)]));
    const { readAt } = history();
    let changes = 0;
    const before = selectThread(store.getState(), chatId);
    store.subscribe(() => changes++);
    for (let seq = 3000; seq > 2500; seq--) readAt(chatId, seq);
    readAt(chatId, 7);
    expect(changes).toBe(9);
    expect(store.getState().anchors[chatId]).toBeGreaterThan(2500);
    expect(selectThread(store.getState(), chatId)).toBe(before);
  });
});

test('a place that can not be fetched is not shown', async () => {
  answer = () => Promise.resolve({ ok: false, code: 'unavailable', message: '' });
  await history().loadAround(chatId, 5);
  expect(store.getState().anchors).toEqual({});
});
