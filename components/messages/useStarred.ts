import { useEffect, useMemo, useState } from 'react';
import { selectChat, selectMarks } from '../../client/select/overlay.ts';
import type { ClientState } from '../../client/state.ts';
import type { MessageMark } from '../../shared/chat.ts';
import { MESSAGES } from '../../shared/commands/messages.ts';
import type { Message } from '../../shared/message.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';

/** A starred message; undefined until it is fetched. */
export type Starred = { mark: MessageMark; message: Message | undefined };

/** What the person starred and what is still there, of one chat or of all they are in, the last starred first. */
export function useStarred(chatId: string | null): readonly Starred[] {
  const waggle = useWaggle();
  const marks = useWaggleState(selectMarks);
  const chats = useWaggleState((state) => state.chats);
  const online = useWaggleState((state) => state.connection === 'online');
  const [fetched, setFetched] = useState<Readonly<Record<string, Message | null>>>({});
  const starred = useMemo(
    () =>
      Object.values(marks)
        .filter((mark) => mark.starredAt !== null && !mark.hidden && mark.chatId in chats)
        .filter((mark) => chatId === null || mark.chatId === chatId)
        .sort((a, b) => (b.starredAt ?? 0) - (a.starredAt ?? 0)),
    [marks, chats, chatId],
  );
  const missing = starred.filter(
    ({ chatId: id, messageId }) => chats[id]?.messages[messageId] === undefined && fetched[messageId] === undefined,
  );
  const next = missing.filter((mark) => mark.chatId === missing[0]?.chatId).slice(0, MESSAGES.fetched);
  const asked = next.map(({ messageId }) => messageId).join(' ');
  const askedIn = next[0]?.chatId;
  useEffect(() => {
    if (askedIn === undefined || !online) return;
    let shown = true;
    const messageIds = asked.split(' ');
    void waggle.command('message:fetch', { chatId: askedIn, messageIds }).then((reply) => {
      if (!shown || !reply.ok) return;
      const found = new Map(reply.data.messages.map((message) => [message.id, message]));
      setFetched((before) => ({
        ...before,
        ...Object.fromEntries(messageIds.map((id) => [id, found.get(id) ?? null])),
      }));
    });
    return () => {
      shown = false;
    };
  }, [waggle, askedIn, asked, online]);
  return starred.flatMap((mark) => {
    const message = messageIn(waggle.store.getState(), mark) ?? fetched[mark.messageId];
    const isGone = message === null || (message !== undefined && message.deletedAt !== null);
    return isGone ? [] : { mark, message };
  });
}

function messageIn(state: ClientState, { chatId, messageId }: MessageMark): Message | undefined {
  return selectChat(state, chatId)?.messages[messageId];
}
