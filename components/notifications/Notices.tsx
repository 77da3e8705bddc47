'use client';
import { useEffect } from 'react';
import { type News, newsBetween } from '../../client/notify/news.ts';
import { keepStorage } from '../../client/keepStorage.ts';
import { forgetPush, keepPush } from '../../client/notify/pushDevice.ts';
import { keepShown } from '../../client/notify/shown.ts';
import { playSound } from '../../client/notify/sound.ts';
import { selectChatRow } from '../../client/select/chatRows.ts';
import { selectContact, selectMe } from '../../client/select/contacts.ts';
import { forgetStash, type Stashed, takeStashed } from '../../client/stash.ts';
import { plainLine } from '../../shared/plainLine.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useChosenLocale } from '../i18n/preferences.ts';
import { useT } from '../i18n/useT.ts';
import { navigate } from '../shell/navigation.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { closeToast, showToast } from '../ui/toasts.ts';

/** Draws nothing: tells, while somebody is signed in, what happens where they do not look. */
export default function Notices() {
  const { store } = useWaggle();
  useNews();
  usePushHere();
  useStashed();
  useEffect(() => keepShown(store), [store]);
  useEffect(() => void keepStorage(), []);
  return null;
}

/** Toasts and sounds for what comes in while the app is open. */
function useNews(): void {
  const { store } = useWaggle();
  const t = useT('notifications');
  const contactName = useContactName();
  useEffect(() => {
    const toasts = new Map<string, number>();
    const wordsOf = ({ chatId, message, occasion }: News): string => {
      const state = store.getState();
      const row = selectChatRow(state, chatId);
      const name = contactName(selectContact(state, message.senderId));
      const text = plainLine(message.text) || t('toastFile');
      if (occasion === 'answer') return t('toastAnswer', { name, text });
      return row === undefined || row.kind === 'direct'
        ? t('toast', { name, text })
        : t('toastGroup', { name, chat: row.title, text });
    };
    const toast = (news: News): void => {
      const { chatId } = news;
      const before = toasts.get(chatId);
      if (before !== undefined) closeToast(before, 'gone');
      const open = () => {
        navigate({ kind: 'chat', chatId });
      };
      toasts.set(chatId, showToast({ text: wordsOf(news), action: { label: t('open'), run: open } }));
    };
    return store.subscribe((state, before) => {
      if (state.chats === before.chats) return;
      const visible = document.visibilityState === 'visible';
      const news = newsBetween(before, state, { at: Date.now(), visible });
      const last = news.at(-1);
      if (!visible || last === undefined) return;
      // Who looks at the list sees it there.
      if (location.pathname !== '/') for (const one of news) toast(one);
      const isAddressed = news.some(({ occasion }) => occasion !== 'message');
      if (state.preferences.sounds) void playSound(isAddressed ? 'addressed' : 'message');
    });
  }, [store, t, contactName]);
}

/** Keeps the server's knowledge of this browser current, and ends it with the session. */
function usePushHere(): void {
  const waggle = useWaggle();
  const locale = useChosenLocale();
  const userId = useWaggleState(selectMe);
  const isOnline = useWaggleState((state) => state.connection === 'online');
  useEffect(() => {
    if (isOnline && userId !== '') void keepPush(waggle, { userId, locale });
  }, [waggle, userId, locale, isOnline]);
  useEffect(
    () =>
      waggle.store.subscribe(({ session }, before) => {
        if (session.kind === 'signed-out' && before.session.kind === 'signed-in') {
          void forgetPush();
          forgetStash().catch(() => undefined);
        }
      }),
    [waggle],
  );
}

/** What was meant for a chat while the page was not there is its draft as soon as somebody looks. */
function useStashed(): void {
  const waggle = useWaggle();
  const loaded = useWaggleState((state) => state.loaded);
  const openChatId = useWaggleState((state) => state.openChatId);
  useEffect(() => {
    if (!loaded) return;
    const { store } = waggle;
    const put = ({ chatId, text, files }: Stashed & { chatId: string }) => {
      const draft = store.getState().settings[chatId]?.draft ?? '';
      if (text !== '') waggle.setDraft(chatId, draft === '' ? text : `${draft}\n${text}`);
      if (files.length > 0) {
        waggle.attach(
          chatId,
          files.map((file) => ({ file })),
          'tray',
        );
      }
    };
    const take = () => {
      if (document.visibilityState !== 'visible') return;
      takeStashed((chatId) => chatId in store.getState().chats).then(
        (items) => {
          items.forEach(put);
        },
        () => undefined,
      );
    };
    take();
    const ended = new AbortController();
    const { signal } = ended;
    document.addEventListener('visibilitychange', take, { signal });
    if ('serviceWorker' in navigator) navigator.serviceWorker.addEventListener('message', take, { signal });
    return () => {
      ended.abort();
    };
  }, [waggle, loaded, openChatId]);
}
