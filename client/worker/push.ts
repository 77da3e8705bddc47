import '../parseWithoutEval.ts';
import * as z from 'zod/mini';
import { newId } from '../../shared/ids.ts';
import { PushNotice } from '../../shared/notice.ts';
import { stash } from '../stash.ts';
import {
  type Abilities,
  LIMIT_TAG,
  limitNotificationOf,
  NotificationData,
  type NotificationLook,
  notificationOf,
  notSentOf,
  stillUnread,
  tagOf,
} from './notification.ts';

declare const self: ServiceWorkerGlobalScope;

/** Browsers end a worker that is busy for half a minute: before that, what is not sent must be kept. */
const PATIENCE_MS = 10_000;
const AGAIN_MS = 3000;

/** Shows what was pushed, in the place of what was shown of the same chat. */
export async function showPushed(raw: unknown): Promise<void> {
  const { data: notice } = z.safeParse(PushNotice, raw);
  if (!notice) {
    // Of a newer server than this worker, perhaps: that something came can be said all the same.
    await self.registration.showNotification('Waggle', { icon: '/icon-192.png', badge: '/badge-96.png' });
    return;
  }
  if (notice.kind === 'limit') return show(limitNotificationOf(notice));
  setBadge(notice.unread);
  for (const chatId of notice.kind === 'clear' ? notice.chatIds : notice.cleared) await closeOf(chatId);
  if (notice.kind === 'clear' || (mayStaySilent() && (await isLookedAt()))) return;
  const before = await shownOf(notice.chatId);
  await show(notificationOf(notice, before[0], abilities()));
}

type Badge = { setAppBadge(count: number): Promise<void>; clearAppBadge(): Promise<void> };

/**
 * Somebody has tapped a notification or one of its buttons. While the server is asked it stays: one that was closed and
 * shown again at once, under the same tag, some browsers end together with the first.
 */
export async function actOn(event: NotificationEvent & { reply?: string | null }): Promise<void> {
  const { notification } = event;
  const { data } = z.safeParse(NotificationData, notification.data);
  const open = (path: string, chatId?: string) => {
    notification.close();
    return openPage(path, chatId);
  };
  if (notification.tag === LIMIT_TAG) return open('/settings/spending');
  if (!data) return open('/');
  const { chatId, seq } = data;
  const read = () => post(`/api/chats/${chatId}/read`, { seq });
  if (event.action === 'read') {
    await ((await read()) ? closeUpTo(chatId, seq) : show(stillUnread(notification)));
    return;
  }
  const text = event.action === 'reply' ? (event.reply ?? '').trim() : '';
  if (text === '') return open(`/chat/${chatId}`, chatId);
  const id = newId();
  const send = () => post(`/api/chats/${chatId}/messages`, { id, text });
  // A phone that has slept may take a moment to find its network; under the same id nothing is said twice.
  if ((await send()) || (await pause(AGAIN_MS).then(send))) {
    await closeUpTo(chatId, seq);
    await read();
    return;
  }
  await stash({ chatId, text, files: [] });
  await show(notSentOf(data));
}

/** The browser has ended a subscription: another one takes its place. */
export async function subscribeAnew(event: { oldSubscription?: PushSubscription | null }): Promise<void> {
  const { oldSubscription: old } = event;
  const key = old?.options.applicationServerKey;
  if (!old || !key) return;
  const subscription = await self.registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: key,
  });
  const { endpoint, keys } = subscription.toJSON();
  await post('/api/push', { endpoint, keys, before: old.endpoint });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function show({ title, options }: { title: string; options: NotificationLook }): Promise<void> {
  await self.registration.showNotification(title, options);
}

async function shownOf(chatId: string): Promise<NotificationData[]> {
  const shown = await self.registration.getNotifications({ tag: tagOf(chatId) });
  return shown.flatMap(({ data }) => z.safeParse(NotificationData, data).data ?? []);
}

async function closeOf(chatId: string): Promise<void> {
  for (const notification of await self.registration.getNotifications({ tag: tagOf(chatId) })) notification.close();
}

/** What has come meanwhile stands in its place, and stays. */
async function closeUpTo(chatId: string, seq: number): Promise<void> {
  for (const notification of await self.registration.getNotifications({ tag: tagOf(chatId) })) {
    if ((z.safeParse(NotificationData, notification.data).data?.seq ?? 0) <= seq) notification.close();
  }
}

/** Shows a chat in a page that is open, else in a new one. */
async function openPage(path: string, chatId?: string): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const page = pages.find(({ focused }) => focused) ?? pages.find(isVisible) ?? pages[0];
  if (!page) {
    await self.clients.openWindow(path);
    return;
  }
  await page.focus().catch(() => undefined);
  if (chatId !== undefined) page.postMessage({ kind: 'open', chatId });
}

async function isLookedAt(): Promise<boolean> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return pages.some((page) => page.focused && isVisible(page));
}

function isVisible(page: WindowClient): boolean {
  return page.visibilityState === 'visible';
}

/** Safari, which knows no buttons, wants to see a notification for every push. */
function mayStaySilent(): boolean {
  return 'maxActions' in Notification;
}

function abilities(): Abilities {
  return { reply: 'reply' in NotificationEvent.prototype };
}

function setBadge(count: number): void {
  const { setAppBadge, clearAppBadge } = self.navigator as Partial<Badge>;
  const done = count > 0 ? setAppBadge?.call(self.navigator, count) : clearAppBadge?.call(self.navigator);
  done?.catch(() => undefined);
}

/** Whether the server did it. */
async function post(path: string, body: unknown): Promise<boolean> {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
