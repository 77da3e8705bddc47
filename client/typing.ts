import type { EventData } from '../shared/event.ts';
import type { SendCommand } from './socket.ts';
import type { Store } from './state.ts';

/** Typing is told this often at most, and others believe it for a little longer. */
const REPEAT_MS = 4000;
const EXPIRES_MS = 6000;

export type Typing = {
  /** Call on every input. */
  set(chatId: string, on: boolean): void;
  changed(event: EventData<'typing:changed'>): void;
  stop(): void;
};

/** Who types where: tells of the person here without flooding, and forgets others who fell silent. */
export function createTyping(ports: { store: Store; me: string; command: SendCommand }): Typing {
  const { store, me, command } = ports;
  const toldAt = new Map<string, number>();
  const expiries = new Map<string, ReturnType<typeof setTimeout>>();

  function show(chatId: string, contactId: string, on: boolean): void {
    store.setState((state) => {
      const before = state.typing[chatId] ?? [];
      if (before.includes(contactId) === on) return state;
      const now = on ? [...before, contactId] : before.filter((id) => id !== contactId);
      return { typing: { ...state.typing, [chatId]: now } };
    });
  }

  return {
    set(chatId, on) {
      const told = toldAt.get(chatId);
      const now = Date.now();
      if (on ? told !== undefined && now - told < REPEAT_MS : told === undefined) return;
      if (on) toldAt.set(chatId, now);
      else toldAt.delete(chatId);
      void command('typing:set', { chatId, on });
    },
    changed({ chatId, contactId, on }) {
      if (contactId === me) return;
      const key = `${chatId} ${contactId}`;
      clearTimeout(expiries.get(key));
      expiries.delete(key);
      if (on) {
        expiries.set(
          key,
          setTimeout(() => {
            expiries.delete(key);
            show(chatId, contactId, false);
          }, EXPIRES_MS),
        );
      }
      show(chatId, contactId, on);
    },
    stop() {
      for (const timer of expiries.values()) clearTimeout(timer);
    },
  };
}
