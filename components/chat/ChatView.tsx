import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { selectChatRow } from '../../client/select/chatRows.ts';
import type { Message } from '../../shared/message.ts';
import { Composer, type ComposerHandle } from '../composer/Composer.tsx';
import { RunStrip } from '../runs/RunStrip.tsx';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Announcer } from './Announcer.tsx';
import { ChatHead } from './ChatHead.tsx';
import { EmptyThread } from './EmptyThread.tsx';
import { MessageList } from './MessageList.tsx';

export type ChatViewProps = {
  chatId: string;
  /** Where there is but one pane: back to the list. */
  onBack?: () => void;
  /** Shows or hides what is known of the chat. */
  onInfo?: () => void;
};

/** One chat: head, thread, working agents, composer. Give it the chat's id as key. */
export function ChatView({ chatId, onBack, onInfo }: ChatViewProps) {
  const waggle = useWaggle();
  const kind = useWaggleState((state) => selectChatRow(state, chatId)?.kind);
  const empty = useWaggleState((state) => state.chats[chatId]?.lastSeq === 0 && !state.outbox[chatId]?.length);
  const [replyTo, setReplyTo] = useState<Message | null>(null);
  const composer = useRef<ComposerHandle>(null);

  // Before anything on the screen is marked read: opening keeps where the unread begins.
  useLayoutEffect(() => {
    waggle.open(chatId);
    return () => {
      waggle.open(null);
    };
  }, [waggle, chatId]);

  const handleReply = useCallback((message: Message) => {
    setReplyTo(message);
    composer.current?.focus();
  }, []);
  const handleEdit = useCallback((text: string) => {
    composer.current?.put(text);
  }, []);

  if (kind === undefined) return null;
  return (
    <section className="flex h-full min-w-0 flex-1 flex-col bg-page">
      <ChatHead chatId={chatId} onBack={onBack} onInfo={onInfo} />
      <div className="honeycomb flex min-h-0 flex-1 flex-col">
        {empty ? (
          <EmptyThread chatId={chatId} />
        ) : (
          <MessageList chatId={chatId} several={kind !== 'direct'} onReply={handleReply} onEdit={handleEdit} />
        )}
      </div>
      <RunStrip chatId={chatId} />
      <Composer
        ref={composer}
        chatId={chatId}
        replyTo={replyTo}
        onReplied={() => {
          setReplyTo(null);
        }}
      />
      <Announcer chatId={chatId} />
    </section>
  );
}
