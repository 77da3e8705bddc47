import { plainSetting } from '../shared/chat.ts';
import { isPassing } from '../shared/reply.ts';
import type { Box } from './cache.ts';
import type { CachedDraft } from './cached.ts';
import type { SendCommand } from './socket.ts';
import type { Store } from './state.ts';
import { warn } from './warn.ts';

const QUIET_MS = 1000;

export type Drafts = {
  load(): Promise<void>;
  set(chatId: string, text: string): void;
  /** What was written here and the server does not know yet; it wins over what the server tells meanwhile. */
  unsent(chatId: string): string | undefined;
  /** Sends what is not yet known to the server; called whenever the connection is up. */
  flush(): void;
  stop(): void;
};

/** Drafts are there at once, on this device soon after, and on the person's other devices once writing pauses. */
export function createDrafts(ports: {
  store: Store;
  box: Box<CachedDraft>;
  command: SendCommand;
  isUp(): boolean;
}): Drafts {
  const { store, box, command } = ports;
  const unsent = new Map<string, string>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function show(chatId: string, draft: string): void {
    store.setState(({ settings }) => ({
      settings: { ...settings, [chatId]: { ...(settings[chatId] ?? { chatId, ...plainSetting }), draft } },
    }));
  }

  function later(chatId: string): void {
    clearTimeout(timers.get(chatId));
    timers.set(
      chatId,
      setTimeout(() => void tell(chatId), QUIET_MS),
    );
  }

  async function tell(chatId: string): Promise<void> {
    clearTimeout(timers.get(chatId));
    timers.delete(chatId);
    const text = unsent.get(chatId);
    if (text === undefined || !ports.isUp()) return;
    const reply = await command('draft:set', { chatId, text });
    if (unsent.get(chatId) !== text) return;
    if (!reply.ok && isPassing(reply.code)) {
      if (ports.isUp()) later(chatId);
      return;
    }
    unsent.delete(chatId);
    await box.remove(chatId).catch((cause: unknown) => warn('a draft could not be taken out', cause));
  }

  return {
    async load() {
      for (const { chatId, text } of await box.all().catch(() => [])) {
        if (unsent.has(chatId)) continue;
        unsent.set(chatId, text);
        show(chatId, text);
      }
    },
    set(chatId, text) {
      if ((store.getState().settings[chatId]?.draft ?? '') === text) return;
      unsent.set(chatId, text);
      show(chatId, text);
      box.put({ chatId, text }).catch((cause: unknown) => warn('a draft could not be kept on this device', cause));
      later(chatId);
    },
    unsent: (chatId) => unsent.get(chatId),
    flush() {
      for (const chatId of unsent.keys()) void tell(chatId);
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
