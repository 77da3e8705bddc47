import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Waggle } from '../../client/waggle.ts';
import type { Message } from '../../shared/message.ts';

/** Where something opens: in pixels of the window. */
export type Place = { x: number; y: number };

/** What lies over the thread. `from` gets the focus back. */
export type Opened =
  | { kind: 'menu' | 'react' | 'emojis'; messageId: string; at: Place; from: HTMLElement | null }
  | { kind: 'forward' | 'delete'; messageIds: readonly string[] }
  | { kind: 'info' | 'history' | 'reactions' | 'voters' | 'mails'; messageId: string }
  | { kind: 'again'; messageId: string; from: HTMLElement | null }
  | { kind: 'poll' | 'appointment' }
  /** All runs of the chat, or one; `adding` is the answer to which somebody wants to add something. */
  | { kind: 'board'; runId: string | null; adding: string | null };

/** What one thread on the screen is about to do; gone with it. */
export type ThreadUiState = {
  replyTo: Message | null;
  editing: Message | null;
  /** Ids of the messages that are ticked, in the order of ticking; null while none can be. */
  selected: readonly string[] | null;
  opened: Opened | null;
  /** Ids of the answers whose facts are shown. */
  details: readonly string[];
  /** The message the thread must show next. */
  wanted: string | null;
  /** Messages one has jumped away from, the last last. */
  back: readonly string[];
  /** Messages that are not in the loaded part of the chat, by id; null when there is no such message. */
  fetched: Readonly<Record<string, Message | null>>;
};

export type ThreadUi = {
  chatId: string;
  store: StoreApi<ThreadUiState>;
  reply(message: Message | null): void;
  edit(message: Message | null): void;
  open(opened: Opened): void;
  close(): void;
  /** Begins or goes on ticking messages; without an id none can be ticked any more. */
  toggle(messageId: string): void;
  endSelection(): void;
  toggleDetails(messageId: string): void;
  /** Shows a message, wherever it is in the chat; from another one there is a way back to that. False if it is gone. */
  jump(messageId: string, fromId?: string): Promise<boolean>;
  goBack(): void;
  arrived(): void;
  /** Fetches a message that is not loaded, for quotes and pins. */
  fetch(messageId: string): void;
};

const GATHER_MS = 30;

export function createThreadUi(waggle: Waggle, chatId: string): ThreadUi {
  const store = createStore<ThreadUiState>(() => ({
    replyTo: null,
    editing: null,
    selected: null,
    opened: null,
    details: [],
    wanted: null,
    back: [],
    fetched: {},
  }));
  const asked = new Set<string>();
  let batch: string[] = [];

  function known(messageId: string): Message | null | undefined {
    return waggle.store.getState().chats[chatId]?.messages[messageId] ?? store.getState().fetched[messageId];
  }

  async function fetchAll(ids: readonly string[]): Promise<void> {
    const messageIds = ids.slice(0, 50);
    const reply = await waggle.command('message:fetch', { chatId, messageIds });
    for (const id of messageIds) asked.delete(id);
    if (!reply.ok) return;
    const found = new Map(reply.data.messages.map((message) => [message.id, message]));
    store.setState(({ fetched }) => ({
      fetched: { ...fetched, ...Object.fromEntries(messageIds.map((id) => [id, found.get(id) ?? null])) },
    }));
    if (ids.length > messageIds.length) await fetchAll(ids.slice(50));
  }

  async function show(messageId: string): Promise<boolean> {
    const seq = await waggle.loadMessage(chatId, messageId);
    if (seq !== null) store.setState({ wanted: messageId });
    return seq !== null;
  }

  return {
    chatId,
    store,
    reply: (replyTo) => store.setState({ replyTo, editing: null }),
    edit: (editing) => store.setState({ editing, replyTo: null }),
    open: (opened) => store.setState({ opened }),
    close: () => store.setState({ opened: null }),
    toggle(messageId) {
      store.setState(({ selected }) => ({ selected: toggled(selected ?? [], messageId) }));
    },
    toggleDetails(messageId) {
      store.setState(({ details }) => ({ details: toggled(details, messageId) }));
    },
    endSelection: () => store.setState({ selected: null }),
    async jump(messageId, fromId) {
      const isThere = await show(messageId);
      if (isThere && fromId !== undefined) store.setState(({ back }) => ({ back: [...back, fromId] }));
      return isThere;
    },
    goBack() {
      const { back } = store.getState();
      const last = back.at(-1);
      store.setState({ back: back.slice(0, -1) });
      if (last !== undefined) void show(last);
    },
    arrived: () => store.setState({ wanted: null }),
    fetch(messageId) {
      if (known(messageId) !== undefined || asked.has(messageId)) return;
      asked.add(messageId);
      if (batch.length === 0) {
        setTimeout(() => {
          const ids = batch;
          batch = [];
          void fetchAll(ids);
        }, GATHER_MS);
      }
      batch.push(messageId);
    },
  };
}

function toggled(ids: readonly string[], id: string): readonly string[] {
  return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
}
