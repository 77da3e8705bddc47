import { applyReceipts } from '../shared/chatStateApply.ts';
import type { EventData } from '../shared/event.ts';
import type { SendCommand } from './socket.ts';
import type { ClientState, Store } from './state.ts';

/** Marks are gathered this long before they are sent. */
const GATHER_MS = 1000;

export type Receipts = {
  /** Others, or this person elsewhere, have got or read something. */
  changed(event: EventData<'receipt:changed'>): void;
  markRead(chatId: string, seq: number): void;
  /** Sends what is not yet acknowledged; called whenever the connection is up. */
  flush(): void;
  stop(): void;
};

export type ReceiptsPorts = {
  store: Store;
  me: string;
  command: SendCommand;
  isUp(): boolean;
  /** Resolves when what is in the store is also on the device, as far as the browser can. */
  stored(): Promise<void>;
};

type Marks = Record<string, number>;

/** Tells the server how far this device has stored and the person has read each chat; only ever further. */
export function createReceipts(ports: ReceiptsPorts): Receipts {
  const { store, me, command } = ports;
  let delivered: Marks = {};
  let read: Marks = {};
  const told = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  // What was read without a connection is only known here: told once more, in case it never was.
  for (const chat of Object.values(store.getState().chats)) {
    const seq = chat.receipts[me]?.read ?? 0;
    if (seq > 0) read[chat.chat.id] = seq;
  }

  const unsubscribe = store.subscribe((state, before) => {
    if (state.chats !== before.chats) noteDelivered(state, before);
  });

  function noteDelivered(state: ClientState, before: ClientState | undefined): void {
    for (const [chatId, chat] of Object.entries(state.chats)) {
      if (chat === before?.chats[chatId]) continue;
      const newest = chat.stretches.at(-1)?.to ?? 0;
      const known = Math.max(chat.receipts[me]?.delivered ?? 0, told.get(chatId) ?? 0, delivered[chatId] ?? 0);
      if (newest <= known) continue;
      delivered[chatId] = newest;
      gather();
    }
  }

  function gather(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void flush();
    }, GATHER_MS);
  }

  async function flush(): Promise<void> {
    if (stopped || !ports.isUp()) return;
    await ports.stored();
    const marks = { delivered, read };
    if (Object.keys(delivered).length + Object.keys(read).length === 0) return;
    delivered = {};
    read = {};
    const reply = await command('receipt:mark', marks);
    if (reply.ok) {
      for (const [chatId, seq] of Object.entries(marks.delivered))
        told.set(chatId, Math.max(told.get(chatId) ?? 0, seq));
      return;
    }
    // One mark the server refuses must not hold up the others for ever; passing failures are tried again.
    if (reply.code === 'bad-input' || reply.code === 'forbidden' || reply.code === 'not-found') return;
    delivered = highest(marks.delivered, delivered);
    read = highest(marks.read, read);
    if (ports.isUp()) gather();
  }

  function changed({ chatId, receipts, floor }: EventData<'receipt:changed'>): void {
    store.setState((state) => {
      const chat = state.chats[chatId];
      const marked = chat && applyReceipts(chat, receipts, floor);
      return marked && marked !== chat ? { chats: { ...state.chats, [chatId]: marked } } : state;
    });
  }

  return {
    changed,
    markRead(chatId, seq) {
      const chat = store.getState().chats[chatId];
      if (!chat) return;
      const upTo = Math.min(seq, chat.lastSeq);
      const known = chat.receipts[me];
      if (upTo <= (known?.read ?? 0)) return;
      read = highest(read, { [chatId]: upTo });
      changed({ chatId, receipts: [{ contactId: me, delivered: known?.delivered ?? 0, read: upTo }] });
      gather();
    },
    flush() {
      noteDelivered(store.getState(), undefined);
      void flush();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      unsubscribe();
    },
  };
}

function highest(a: Marks, b: Marks): Marks {
  const merged = { ...a };
  for (const [chatId, seq] of Object.entries(b)) merged[chatId] = Math.max(merged[chatId] ?? 0, seq);
  return merged;
}
