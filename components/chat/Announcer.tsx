import { useEffect, useRef, useState } from 'react';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import { selectVoice } from '../../client/select/voices.ts';
import type { ClientState } from '../../client/state.ts';
import { streaming } from '../../shared/chatStateView.ts';
import type { Message } from '../../shared/message.ts';
import { isUndecided, type ToolCard } from '../../shared/toolCard.ts';
import { useToolWords } from '../cards/useToolWords.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';

/** Says politely that an agent began to answer, waits for somebody, and its finished answer as a whole; never tokens. */
export function Announcer({ chatId }: { chatId: string }) {
  const t = useT('chat');
  const tCards = useT('cards');
  const toolWords = useToolWords();
  const waggle = useWaggle();
  const [said, setSaid] = useState('');
  const writing = useRef<readonly Message[]>([]);
  useEffect(() => {
    writing.current = written(waggle.store.getState(), chatId);
    return waggle.store.subscribe((state) => {
      const before = writing.current;
      const now = written(state, chatId);
      if (now === before) return;
      writing.current = now;
      const messages = state.chats[chatId]?.messages ?? {};
      const name = (message: Message): string => contactIn(selectContacts(state), message.senderId).name;
      const words = [
        ...now.flatMap((message) =>
          waiting(message)
            .filter((card) => selectVoice(state, message, card) === 'wanted')
            .filter(({ key }) => !waiting(before.find(({ id }) => id === message.id)).some((card) => card.key === key))
            .map(({ tool }) => tCards('announce', { name: name(message), act: toolWords(tool, 'act') })),
        ),
        ...now.filter(({ id }) => !has(before, id)).map((message) => t('announceAnswering', { name: name(message) })),
        ...before
          .filter(({ id }) => !has(now, id))
          .flatMap(({ id }) => messages[id] ?? [])
          .map((message) => announceEnd(message, name(message))),
      ];
      if (words.length > 0) setSaid(words.join('. '));
    });

    function announceEnd(message: Message, name: string): string {
      if (message.status !== 'failed') return t('announceDone', { name, text: message.text });
      const why = message.failure === null ? '' : t(`failure.${message.failure}`);
      return t('announceFailed', { name, why });
    }
  }, [chatId, waggle, t, tCards, toolWords]);
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
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
