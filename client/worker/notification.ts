import * as z from 'zod/mini';
import { type LimitNotice, type Notice, NOTICE_ITEMS, NoticeItem } from '../../shared/notice.ts';
import { PushLocale } from '../../shared/push.ts';
import { words } from './words.ts';

/** What a notification carries with it, for when it is tapped and for the one that takes its place. */
export const NotificationData = z.object({
  chatId: z.string(),
  seq: z.int(),
  locale: PushLocale,
  items: z.array(NoticeItem),
});
export type NotificationData = z.infer<typeof NotificationData>;

/** The parts of the standard that not every browser has. */
export type NotificationLook = NotificationOptions & {
  actions?: { action: string; title: string; type?: 'button' | 'text'; placeholder?: string }[];
  renotify?: boolean;
  timestamp?: number;
};

/** What this browser can do with a notification. */
export type Abilities = { reply: boolean };

export function tagOf(chatId: string): string {
  return `chat:${chatId}`;
}

/** The notification of a chat, which takes the place of the one before and grows from it. */
export function notificationOf(
  notice: Notice,
  before: NotificationData | undefined,
  { reply }: Abilities,
): { title: string; options: NotificationLook } {
  const { chatId, seq, locale, said, count, alert, at } = notice;
  const texts = words[locale];
  const items = mergedItems(before?.items ?? [], said?.items ?? []).slice(-Math.max(1, Math.min(count, NOTICE_ITEMS)));
  const known = said?.title ?? '';
  const title = known === '' ? 'Waggle' : count > 1 ? `${known} (${count})` : known;
  const lines = items.map((item) => lineOf(item, said?.direct === true, texts.kind));
  const isNews = notice.occasion !== 'added';
  const body = said === undefined || (lines.length === 0 && isNews) ? texts.newMessages(count) : lines.join('\n');
  const data: NotificationData = { chatId, seq, locale, items: said === undefined ? [] : items };
  return {
    title,
    options: {
      body: body === '' ? texts.added : body,
      tag: tagOf(chatId),
      renotify: alert,
      silent: !alert,
      icon: '/icon-192.png',
      badge: '/badge-96.png',
      lang: locale,
      timestamp: at,
      data,
      actions: isNews ? actionsOf(reply && said !== undefined, texts) : [],
    },
  };
}

/** Where it says that most of a limit is spent. */
export const LIMIT_TAG = 'limit';

export function limitNotificationOf({ locale, of, window, sums }: LimitNotice): {
  title: string;
  options: NotificationLook;
} {
  const texts = words[locale].limit;
  const dollars = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' });
  const amount = (micros: number) => dollars.format(micros / 1_000_000);
  const spent = sums && texts.sums(amount(sums.spentMicros), amount(sums.limitMicros));
  return {
    title: texts.title,
    options: {
      body: [texts.body(texts.of[of], texts.window[window]), spent].filter(Boolean).join(' '),
      ...{ tag: LIMIT_TAG, renotify: true, icon: '/icon-192.png', badge: '/badge-96.png', lang: locale },
    },
  };
}

/** Says that a reply did not get away. */
export function notSentOf({ chatId, locale, ...data }: NotificationData): { title: string; options: NotificationLook } {
  return {
    title: 'Waggle',
    options: {
      body: words[locale].notSent,
      tag: tagOf(chatId),
      icon: '/icon-192.png',
      badge: '/badge-96.png',
      lang: locale,
      data: { chatId, locale, ...data },
    },
  };
}

/** The same once more, without a sound: it could not be marked as read. */
export function stillUnread(notification: Notification): { title: string; options: NotificationLook } {
  const { title, body, tag, icon, lang } = notification;
  const { badge, timestamp, actions }: NotificationLook = notification;
  return {
    title,
    options: {
      ...{ body, tag, icon, lang, silent: true, data: notification.data as unknown },
      ...(badge !== undefined && { badge }),
      ...(timestamp !== undefined && { timestamp }),
      ...(actions !== undefined && { actions }),
    },
  };
}

function actionsOf(reply: boolean, texts: (typeof words)[PushLocale]): NonNullable<NotificationLook['actions']> {
  const read = { action: 'read', title: texts.markRead };
  if (!reply) return [read];
  return [{ action: 'reply', title: texts.reply, type: 'text', placeholder: texts.replyHint }, read];
}

function mergedItems(before: readonly NoticeItem[], now: readonly NoticeItem[]): NoticeItem[] {
  const anew = new Set(now.map(({ id }) => id));
  return [...before.filter(({ id }) => !anew.has(id)), ...now];
}

function lineOf({ from, text, kind }: NoticeItem, direct: boolean, kinds: Record<string, string>): string {
  const between = kind === 'chart' ? ': ' : ' · ';
  const what = [kind === undefined ? '' : (kinds[kind] ?? ''), text].filter((part) => part !== '').join(between);
  return direct || from === '' ? what : `${from}: ${what}`;
}
