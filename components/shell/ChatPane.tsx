'use client';
import { useCallback, useEffect, useRef } from 'react';
import { selectChatRow } from '../../client/select/chatRows.ts';
import { selectSetting } from '../../client/select/overlay.ts';
import { ChatView } from '../chat/ChatView.tsx';
import { useT } from '../i18n/useT.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import { medium, useMedia } from '../ui/useMedia.ts';
import { goUp, navigate } from './navigation.ts';
import { NotFound } from './NotFound.tsx';
import { useWaggle, useWaggleState } from './WaggleProvider.tsx';

/** The thread of the chat in the address, once it is known; what is no chat of ours is nowhere. */
export function ChatPane({ chatId, info }: { chatId: string; info: boolean }) {
  const words = useT('ui');
  const alone = !useMedia(medium);
  const known = useWaggleState((state) => chatId in state.chats && state.settings[chatId]?.member !== false);
  // Cached chats are there before the connection; one that was made elsewhere a moment ago comes with it.
  const settled = useWaggleState((state) => state.loaded && state.connection !== 'connecting');
  const heading = useRef<HTMLHeadingElement>(null);
  // A phone's keyboard must not jump up, so there the focus waits above the thread instead of in the composer.
  useEffect(() => {
    if (alone && known) heading.current?.focus();
  }, [alone, known]);
  // Whoever opens a chat that is marked unread has come back to it; what is marked while it is open stays so.
  const waggle = useWaggle();
  useEffect(() => {
    if (!known || selectSetting(waggle.store.getState(), chatId)?.markedUnread !== true) return;
    waggle.act('chat:set', { chatId, markedUnread: false });
  }, [waggle, chatId, known]);
  const title = useWaggleState((state) => selectChatRow(state, chatId)?.title);
  const handleInfo = useCallback(() => {
    if (info) goUp();
    else navigate({ kind: 'chat-info', chatId });
  }, [chatId, info]);
  if (!known) return settled ? <NotFound /> : <Skeleton label={words('loading')} />;
  return (
    <>
      <h1 ref={heading} tabIndex={-1} className="sr-only">
        {title}
      </h1>
      <ChatView chatId={chatId} onBack={alone ? goUp : undefined} onInfo={handleInfo} />
    </>
  );
}
