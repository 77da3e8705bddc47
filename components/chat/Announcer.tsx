import { useEffect, useRef, useState } from 'react';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import type { Message, MessageStatus } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';

/** Says politely that an agent began to answer, and its finished answer as a whole; never single tokens. */
export function Announcer({ chatId }: { chatId: string }) {
  const t = useT('chat');
  const waggle = useWaggle();
  const [said, setSaid] = useState('');
  const known = useRef(new Map<string, MessageStatus>());
  useEffect(() => {
    const statuses = known.current;
    statuses.clear();
    let messages = waggle.store.getState().chats[chatId]?.messages ?? {};
    for (const message of Object.values(messages)) statuses.set(message.id, message.status);
    return waggle.store.subscribe((state) => {
      const now = state.chats[chatId]?.messages ?? {};
      if (now === messages) return;
      messages = now;
      const words = Object.values(now).flatMap((message) => {
        const before = statuses.get(message.id);
        statuses.set(message.id, message.status);
        return before === message.status
          ? []
          : announce(message, before, contactIn(selectContacts(state), message.senderId).name);
      });
      if (words.length > 0) setSaid(words.join('. '));
    });

    function announce(message: Message, before: MessageStatus | undefined, name: string): string[] {
      if (message.senderKind !== 'agent') return [];
      if (message.status === 'streaming') return [t('announceAnswering', { name })];
      if (before !== 'streaming') return [];
      if (message.status !== 'failed') return [t('announceDone', { name, text: message.text })];
      const why = message.failure === null ? '' : t(`failure.${message.failure}`);
      return [t('announceFailed', { name, why })];
    }
  }, [chatId, waggle, t]);
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
