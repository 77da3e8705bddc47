import { unread } from '../../shared/chatStateView.ts';
import { selectUnreadTotal } from '../select/chatRows.ts';
import { selectMe } from '../select/contacts.ts';
import type { ClientState, Store } from '../state.ts';
import { warn } from '../warn.ts';

/** Keeps what the system shows of the app equal to what is unread: its badge and its notifications. Returns its end. */
export function keepShown(store: Store): () => void {
  let total = -1;
  const show = (state: ClientState, before: ClientState | null): void => {
    if (!state.loaded && state.session.kind === 'signed-in') return;
    const now = state.session.kind === 'signed-in' ? selectUnreadTotal(state) : 0;
    if (now !== total) setBadge(now);
    total = now;
    if (state.session.kind === 'signed-out') {
      void close(() => true);
      return;
    }
    const read = before === null ? Object.keys(state.chats) : readBetween(before, state);
    const tags = new Set(read.filter((chatId) => isRead(state, chatId)).map((chatId) => `chat:${chatId}`));
    if (tags.size > 0) void close((tag) => tags.has(tag));
  };
  show(store.getState(), null);
  return store.subscribe((state, before) => {
    if (state.chats !== before.chats || state.session !== before.session || state.settings !== before.settings) {
      show(state, before);
    }
  });
}

function readBetween(before: ClientState, now: ClientState): string[] {
  return Object.keys(now.chats).filter(
    (chatId) => now.chats[chatId] !== before.chats[chatId] && isRead(now, chatId) && !isRead(before, chatId),
  );
}

function isRead(state: ClientState, chatId: string): boolean {
  const chat = state.chats[chatId];
  return chat !== undefined && unread(chat, selectMe(state)) === 0;
}

async function close(isGone: (tag: string) => boolean): Promise<void> {
  try {
    if (!('serviceWorker' in navigator)) return;
    const registration = await navigator.serviceWorker.getRegistration();
    for (const notification of (await registration?.getNotifications()) ?? []) {
      if (isGone(notification.tag)) notification.close();
    }
  } catch (cause) {
    warn('notifications of what is read could not be taken away', cause);
  }
}

function setBadge(count: number): void {
  const { setAppBadge, clearAppBadge } = navigator as Partial<Navigator>;
  const done = count > 0 ? setAppBadge?.call(navigator, count) : clearAppBadge?.call(navigator);
  // Where the app is not installed there is nothing to put it on.
  done?.catch(() => undefined);
}
