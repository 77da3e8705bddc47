import * as z from 'zod/mini';
import { ChatChange } from '../shared/chat.ts';
import { CachedAction } from './action.ts';
import { CachedOutgoing } from './cached.ts';

/** What the tabs of one browser tell each other about what one person sends and does, and that the session may have changed. */
const TabMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('outgoing'), outgoing: CachedOutgoing }),
  z.object({ kind: z.literal('sent'), messageId: z.string(), change: ChatChange }),
  z.object({ kind: z.literal('discarded'), chatId: z.string(), messageId: z.string() }),
  z.object({ kind: z.literal('action'), action: CachedAction }),
  /** A null version: the server will not do it. */
  z.object({ kind: z.literal('acted'), chatId: z.string(), id: z.string(), version: z.nullable(z.int()) }),
  z.object({ kind: z.literal('session') }),
]);
export type TabMessage = z.infer<typeof TabMessage>;

export type Tabs = { tell(message: TabMessage): void; close(): void };

/** Connects to the other tabs under this name; alone where the browser can't. */
export function createTabs(name: string, onMessage: (message: TabMessage) => void): Tabs {
  if (typeof BroadcastChannel === 'undefined') return { tell: () => {}, close: () => {} };
  const channel = new BroadcastChannel(name);
  channel.onmessage = (event: MessageEvent<unknown>) => {
    const message = z.safeParse(TabMessage, event.data);
    if (message.success) onMessage(message.data);
  };
  let closed = false;
  return {
    tell(message) {
      if (!closed) channel.postMessage(message);
    },
    close() {
      closed = true;
      channel.close();
    },
  };
}
