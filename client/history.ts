import { applyPage } from '../shared/chatStateApply.ts';
import { stretchAt } from '../shared/chatStateStretch.ts';
import { MessagePage } from '../shared/http.ts';
import { PAGE } from '../shared/sync.ts';
import type { Http } from './http.ts';
import { putChats, without } from './putChats.ts';
import { shownStretch } from './select/thread.ts';
import type { Store } from './state.ts';

type Direction = 'older' | 'newer';
type Cursor = { before?: number; after?: number; around?: number };

export type History = {
  loadOlder(chatId: string): Promise<void>;
  loadNewer(chatId: string): Promise<void>;
  loadLatest(chatId: string): Promise<void>;
  loadAround(chatId: string, seq: number): Promise<void>;
};

export type HistoryPorts = {
  store: Store;
  http: Http;
  /** See Sync.forgotten: a page asked before such a moment may be out of date. */
  forgotten(chatId: string): number;
};

/** Fetches pages of history at the ends of the stretch that a thread shows, or somewhere else. */
export function createHistory({ store, http, forgotten }: HistoryPorts): History {
  const running = new Map<string, Promise<void>>();

  function fetching(chatId: string, direction: Direction | null): void {
    store.setState((state) => ({
      fetching: direction ? { ...state.fetching, [chatId]: direction } : without(state.fetching, new Set([chatId])),
    }));
  }

  function anchor(chatId: string, seq: number | null): void {
    store.setState((state) => {
      if (seq === null) return chatId in state.anchors ? { anchors: without(state.anchors, new Set([chatId])) } : state;
      return { anchors: { ...state.anchors, [chatId]: seq } };
    });
  }

  /** One page of a chat at a time; whoever asks meanwhile waits for that one. */
  function load(chatId: string, direction: Direction, cursor: Cursor): Promise<void> {
    const before = running.get(chatId);
    if (before) return before;
    const page = fetchPage(chatId, direction, cursor).finally(() => running.delete(chatId));
    running.set(chatId, page);
    return page;
  }

  async function fetchPage(chatId: string, direction: Direction, cursor: Cursor): Promise<void> {
    const query = new URLSearchParams({ limit: String(PAGE) });
    for (const [name, seq] of Object.entries(cursor)) query.set(name, String(seq));
    fetching(chatId, direction);
    try {
      for (let attempt = 0; attempt < 2; attempt++) {
        const since = forgotten(chatId);
        const reply = await http.get(`/api/chats/${chatId}/messages?${query.toString()}`, MessagePage);
        if (!reply.ok) return;
        if (forgotten(chatId) !== since) continue;
        store.setState((state) => {
          const chat = state.chats[chatId];
          return chat ? putChats(state, [applyPage(chat, reply.data)]) : state;
        });
        return;
      }
    } finally {
      fetching(chatId, null);
    }
  }

  return {
    async loadOlder(chatId) {
      const { chats, anchors } = store.getState();
      const chat = chats[chatId];
      if (!chat) return;
      const shown = shownStretch(chat, anchors[chatId]);
      if (!shown) await load(chatId, 'older', {});
      else if (shown.from > 1) await load(chatId, 'older', { before: shown.from });
    },
    async loadNewer(chatId) {
      const { chats, anchors } = store.getState();
      const chat = chats[chatId];
      const shown = chat && shownStretch(chat, anchors[chatId]);
      if (shown && shown.to < chat.lastSeq) await load(chatId, 'newer', { after: shown.to });
    },
    async loadLatest(chatId) {
      anchor(chatId, null);
      const chat = store.getState().chats[chatId];
      if (chat && (chat.stretches.at(-1)?.to ?? 0) < chat.lastSeq) await load(chatId, 'newer', {});
    },
    async loadAround(chatId, seq) {
      const known = (): boolean => stretchAt(store.getState().chats[chatId]?.stretches ?? [], seq) !== undefined;
      if (!known()) {
        await running.get(chatId);
        if (!known()) await load(chatId, 'older', { around: seq });
      }
      if (known()) anchor(chatId, seq);
    },
  };
}
