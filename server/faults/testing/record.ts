import type { Store } from '../../../client/state.ts';

/** What happened on somebody's device, in the order in which it did. */
export type Entry =
  | { kind: 'sent'; device: string; chatId: string; messageId: string; text: string }
  /** The device has been told that the server has it, and keeps it no longer. */
  | { kind: 'acknowledged'; device: string; chatId: string; messageId: string }
  | { kind: 'arrived'; device: string; chatId: string; messageId: string; seq: number; text: string };

/** Writes down every send, acknowledgement and arrival of the devices it watches. */
export class Recorder {
  readonly entries: Entry[] = [];

  /** Returns what ends it. */
  watch(device: string, store: Store): () => void {
    const arrived = new Set<string>();
    const look = (state: ReturnType<Store['getState']>, before: ReturnType<Store['getState']> | undefined): void => {
      for (const [chatId, list] of Object.entries(before?.outbox ?? {})) {
        const now = state.outbox[chatId];
        if (now === list) continue;
        for (const { id } of list) {
          if (now?.some((outgoing) => outgoing.id === id)) continue;
          this.entries.push({ kind: 'acknowledged', device, chatId, messageId: id });
        }
      }
      for (const [chatId, chat] of Object.entries(state.chats)) {
        if (chat.messages === before?.chats[chatId]?.messages) continue;
        for (const { id, seq, text } of Object.values(chat.messages)) {
          if (arrived.has(id)) continue;
          arrived.add(id);
          this.entries.push({ kind: 'arrived', device, chatId, messageId: id, seq, text });
        }
      }
    };
    look(store.getState(), undefined);
    return store.subscribe(look);
  }

  sent(device: string, chatId: string, messageId: string, text: string): void {
    this.entries.push({ kind: 'sent', device, chatId, messageId, text });
  }
}
