import { useEffect, useRef, useState } from 'react';
import { type Came, cameBetween } from '../../client/select/cameBetween.ts';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import { selectVoice } from '../../client/select/voices.ts';
import { type ClientState, emptyState } from '../../client/state.ts';
import { streaming } from '../../shared/chatStateView.ts';
import type { Message } from '../../shared/message.ts';
import { isUndecided, type ToolCard } from '../../shared/toolCard.ts';
import { useFilesLine } from '../attachments/useFilesLine.ts';
import { useToolWords } from '../cards/useToolWords.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { spoken } from './spoken.ts';

/** What comes within this is said together: words that others replace at once may never be heard. */
const GATHER_MS = 150;

/** More messages than this at once are counted instead of read out. */
const FEW = 3;

/** `count` grows with everything that is said. */
type Said = { words: string; count: number };

/**
 * What is to be heard of a chat: that an agent began to answer, waits for somebody, and its finished answer as a whole,
 * never tokens; and what other people write from now on.
 */
export function useAnnouncements(chatId: string, opened: ClientState): Said {
  const t = useT('chat');
  const tCards = useT('cards');
  const toolWords = useToolWords();
  const filesLine = useFilesLine();
  const tUi = useT('ui');
  const waggle = useWaggle();
  const [said, setSaid] = useState<Said>({ words: '', count: 0 });
  const latest = useRef(opened);
  useEffect(() => {
    let before = latest.current;
    let since = before;
    let gathered: string[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const say = () => {
      timer = undefined;
      const state = waggle.store.getState();
      const words = [...gathered, ...announceCame(state, cameBetween(since, state, chatId))];
      since = state;
      gathered = [];
      if (words.length > 0) setSaid(({ count }) => ({ words: sentences(words), count: count + 1 }));
    };
    const follow = (state: ClientState) => {
      const known = before;
      before = latest.current = state;
      if (known.chats[chatId] === state.chats[chatId]) return;
      // Up to here it is what the page was opened with.
      if (known.online === emptyState.online) since = state;
      gathered.push(...announceAnswers(known, state));
      timer ??= setTimeout(say, GATHER_MS);
    };
    follow(waggle.store.getState());
    const unsubscribe = waggle.store.subscribe(follow);
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };

    function nameIn(state: ClientState, { senderId }: Message): string {
      return contactIn(selectContacts(state), senderId).name || tUi('someone');
    }

    function announceCame(state: ClientState, { messages, count }: Came): string[] {
      if (count > FEW || count > messages.length) return [t('announceNew', { count })];
      return messages.map((message) => {
        const text = spoken(message.text) || filesLine(message.attachments ?? []);
        return t('announceDone', { name: nameIn(state, message), text });
      });
    }

    function announceAnswers(known: ClientState, state: ClientState): string[] {
      const [was, now] = [written(known, chatId), written(state, chatId)];
      if (was === now) return [];
      const ended = was.filter(({ id }) => !has(now, id)).flatMap(({ id }) => state.chats[chatId]?.messages[id] ?? []);
      return [
        ...now.flatMap((message) =>
          waiting(message)
            .filter((card) => selectVoice(state, message, card) === 'wanted')
            .filter(({ key }) => !waiting(was.find(({ id }) => id === message.id)).some((card) => card.key === key))
            .map(({ tool }) => tCards('announce', { name: nameIn(state, message), act: toolWords(tool, 'act') })),
        ),
        ...now
          .filter(({ id }) => !has(was, id))
          .map((message) => t('announceAnswering', { name: nameIn(state, message) })),
        ...ended.map((message) => announceEnd(message, nameIn(state, message))),
      ];
    }

    function announceEnd({ status, failure, text }: Message, name: string): string {
      const why = failure === null ? '' : t(`failure.${failure}`);
      if (status === 'failed') return t('announceFailed', { name, why });
      const words = spoken(text);
      if (status === 'complete' || status === 'streaming') return t('announceDone', { name, text: words });
      const begun = words === '' ? '' : `${words} …`;
      const end = [begun, t(status), why].filter((part) => part !== '').join(' ');
      return t('announceDone', { name, text: end });
    }
  }, [chatId, waggle, t, tCards, toolWords, filesLine, tUi]);
  return said;
}

function sentences(words: readonly string[]): string {
  return words.reduce((before, next) => `${before}${/[\p{L}\p{N}]$/u.test(before) ? '.' : ''} ${next}`);
}

const nothing: readonly Message[] = [];

function written(state: ClientState, chatId: string): readonly Message[] {
  const chat = state.chats[chatId];
  return chat ? streaming(chat) : nothing;
}

function waiting(message: Message | undefined): readonly ToolCard[] {
  return message?.cards?.filter(isUndecided) ?? [];
}

function has(messages: readonly Message[], id: string): boolean {
  return messages.some((message) => message.id === id);
}
