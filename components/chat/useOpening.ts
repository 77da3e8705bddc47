import { useLayoutEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { Thread } from '../../client/select/thread.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import type { Stick } from './useStickToBottom.ts';

/**
 * Opens at the unread divider where there is one, else at the end; once the chat is open and its messages are there.
 * Where the unread begins before what is loaded, that place is fetched first. True from then on.
 */
export function useOpening({
  chatId,
  thread,
  stick,
  list,
}: {
  chatId: string;
  thread: Thread;
  stick: Stick;
  list: React.RefObject<VirtualizerHandle | null>;
}): boolean {
  const waggle = useWaggle();
  const isOpen = useWaggleState((state) => state.openChatId === chatId);
  const dividerSeq = useWaggleState((state) => state.dividerSeq);
  const [opened, setOpened] = useState(false);
  const [sought, setSought] = useState(false);
  const seeking = useRef(false);
  const first = thread.items.find((item) => item.kind === 'message')?.message.seq;
  const beyond = dividerSeq !== null && first !== undefined && first > dividerSeq + 1 && thread.hasOlder;
  useLayoutEffect(() => {
    if (opened || !isOpen || thread.items.length === 0) return;
    if (beyond && !sought) {
      if (seeking.current) return;
      seeking.current = true;
      void waggle.loadAround(chatId, dividerSeq + 1).finally(() => {
        setSought(true);
      });
      return;
    }
    setOpened(true);
    const divider = thread.items.findIndex((item) => item.kind === 'unread');
    if (divider !== -1) {
      stick.release();
      list.current?.scrollToIndex(divider, { align: 'start', offset: -96 });
    } else {
      stick.toBottom();
    }
  }, [opened, isOpen, thread, beyond, sought, dividerSeq, chatId, waggle, stick, list]);
  return opened;
}
