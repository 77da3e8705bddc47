import { applyPage } from '../shared/chatStateApply.ts';
import { stretchAt } from '../shared/chatStateStretch.ts';
import { MessagePage } from '../shared/http.ts';
import { PAGE } from '../shared/sync.ts';
import type { Http } from './http.ts';
import { putChats, without } from './putChats.ts';
import { shownStretch } from './select/thread.ts';
import type { ClientState, Store } from './state.ts';

/** A message that is gone to is shown with so many before and after it. */
const AROUND = 10;

type Direction = 'older' | 'newer';
type Cursor = { before?: number; after?: number; around?: number; at?: number; message?: string };
/** `readAt`: where the person reads; the middle of the page itself where that is where they go. */
type Wanted = { direction: Direction; cursor: Cursor; readAt?: number | 'page' };

export type History = {
  loadOlder(chatId: string): Promise<void>;
  loadNewer(chatId: string): Promise<void>;
  loadLatest(chatId: string): Promise<void>;
  loadAround(chatId: string, seq: number): Promise<void>;
  /** Goes to the first message from this moment on, else the last before it; answers its seq, null where there is none. */
  loadAt(chatId: string, at: number): Promise<number | null>;
  /** Goes to a message that may not be known here; answers its seq, null where it is not to be had. */
  loadMessage(chatId: string, messageId: string): Promise<number | null>;
  /** The person reads here, or at the very end: what lies far from it may be let go. */
  readAt(chatId: string, seq: number | null): void;
};

export type HistoryPorts = {
  store: Store;
  http: Http;
  /** See Sync.forgotten: a page asked before such a moment may be out of date. */
  forgotten(chatId: string): number;
};

/** Fetches pages of history at the ends of the stretch that a thread shows, or somewhere else. */
export function createHistory({ store, http, forgotten }: HistoryPorts): History {
  const running = new Map<string, Promise<MessagePage | undefined>>();

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

  /** Whether so much is known around it that it can be shown at once. */
  function surrounded(chatId: string, seq: number): boolean {
    const chat = store.getState().chats[chatId];
    const stretch = chat && stretchAt(chat.stretches, seq);
    if (!stretch) return false;
    return stretch.from <= Math.max(1, seq - AROUND) && stretch.to >= Math.min(chat.lastSeq, seq + AROUND);
  }

  /** One page of a chat at a time; whoever asks meanwhile waits for that one. */
  function load(chatId: string, wanted: Wanted): Promise<MessagePage | undefined> {
    const before = running.get(chatId);
    if (before) return before;
    const page = fetchPage(chatId, wanted).finally(() => running.delete(chatId));
    running.set(chatId, page);
    return page;
  }

  async function fetchPage(chatId: string, { direction, cursor, readAt }: Wanted): Promise<MessagePage | undefined> {
    const query = new URLSearchParams({ limit: String(PAGE) });
    for (const [name, value] of Object.entries(cursor)) query.set(name, String(value));
    fetching(chatId, direction);
    try {
      for (let attempt = 0; attempt < 2; attempt++) {
        const since = forgotten(chatId);
        const reply = await http.get(`/api/chats/${chatId}/messages?${query.toString()}`, MessagePage);
        if (!reply.ok) return undefined;
        if (forgotten(chatId) !== since) continue;
        store.setState((state) => add(state, reply.data, readAt));
        return reply.data;
      }
      return undefined;
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
      if (!shown) await load(chatId, { direction: 'older', cursor: {} });
      else if (shown.from > 1) {
        await load(chatId, { direction: 'older', cursor: { before: shown.from }, readAt: shown.from });
      }
    },
    async loadNewer(chatId) {
      const { chats, anchors } = store.getState();
      const chat = chats[chatId];
      const shown = chat && shownStretch(chat, anchors[chatId]);
      if (shown && shown.to < chat.lastSeq) {
        await load(chatId, { direction: 'newer', cursor: { after: shown.to }, readAt: shown.to });
      }
    },
    async loadLatest(chatId) {
      anchor(chatId, null);
      const chat = store.getState().chats[chatId];
      if (chat && (chat.stretches.at(-1)?.to ?? 0) < chat.lastSeq) {
        await load(chatId, { direction: 'newer', cursor: {} });
      }
    },
    async loadAround(chatId, seq) {
      await running.get(chatId);
      if (!surrounded(chatId, seq)) await load(chatId, { direction: 'older', cursor: { around: seq }, readAt: seq });
      if (stretchAt(store.getState().chats[chatId]?.stretches ?? [], seq)) anchor(chatId, seq);
    },
    async loadAt(chatId, at) {
      await running.get(chatId);
      const page = await load(chatId, { direction: 'older', cursor: { at }, readAt: 'page' });
      const found = page?.messages.find(({ createdAt }) => createdAt >= at) ?? page?.messages.at(-1);
      if (!found) return null;
      anchor(chatId, found.seq);
      return found.seq;
    },
    async loadMessage(chatId, messageId) {
      const seqOf = (): number | undefined => store.getState().chats[chatId]?.messages[messageId]?.seq;
      await running.get(chatId);
      const known = seqOf();
      if (known === undefined || !surrounded(chatId, known)) {
        await load(chatId, { direction: 'older', cursor: { message: messageId }, readAt: 'page' });
      }
      const seq = seqOf();
      if (seq !== undefined) anchor(chatId, seq);
      return seq ?? null;
    },
    readAt(chatId, seq) {
      const { chats, anchors } = store.getState();
      const chat = chats[chatId];
      const before = anchors[chatId];
      const shown = chat && shownStretch(chat, before);
      if (!shown) return;
      if (seq === null) {
        if (shown.to === chat.stretches.at(-1)?.to) anchor(chatId, null);
      } else if (shown.from <= seq && seq <= shown.to && Math.abs((before ?? shown.to) - seq) > PAGE) {
        anchor(chatId, seq);
      }
    },
  };
}

/** Puts a page in; where the thread gets so long that its far end is let go, the person stays where they read. */
function add(state: ClientState, page: MessagePage, reads: Wanted['readAt']): Partial<ClientState> {
  const { chatId } = page;
  const chat = state.chats[chatId];
  if (!chat) return {};
  const added = applyPage(chat, page);
  const readAt = reads === 'page' ? page.messages[Math.floor(page.messages.length / 2)]?.seq : reads;
  const fetching = without(state.fetching, new Set([chatId]));
  const anchors = readAt === undefined ? state.anchors : { ...state.anchors, [chatId]: readAt };
  const update = putChats({ ...state, fetching, anchors }, [added]);
  return update.chats?.[chatId] === added ? update : { ...update, anchors };
}
