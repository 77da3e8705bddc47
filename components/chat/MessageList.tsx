import { ArrowDown } from 'lucide-react';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { selectThread, type Thread, type ThreadItem } from '../../client/select/thread.ts';
import type { Message } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Bubble } from './Bubble.tsx';
import { DayDivider, UnreadDivider } from './dividers.tsx';
import { OutgoingBubble } from './OutgoingBubble.tsx';
import { useStickToBottom } from './useStickToBottom.ts';

/** Within this many pixels of an end the next page is fetched. */
const NEAR = 800;

export type MessageListProps = {
  chatId: string;
  /** Several others write here. */
  several: boolean;
  onReply: (message: Message) => void;
  onEdit: (text: string) => void;
};

/** The thread: virtualised, held at the bottom only while the person is there. */
export function MessageList({ chatId, several, onReply, onEdit }: MessageListProps) {
  const t = useT('chat');
  const waggle = useWaggle();
  const thread = useWaggleState(useCallback((state) => selectThread(state, chatId), [chatId]));
  const fetching = useWaggleState((state) => state.fetching[chatId]);
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const stick = useStickToBottom(scroller, content);
  const [below, setBelow] = useState<number | null>(null);
  const shift = useShift(thread.items);
  const [wanted, setWanted] = useState<string | null>(null);
  const opened = useOpening({ chatId, thread, stick, list });

  // Measures what is seen: marks it read, tells how many lie below, fetches what comes next.
  const look = useCallback(() => {
    const element = scroller.current;
    const handle = list.current;
    const current = selectThread(waggle.store.getState(), chatId);
    if (!opened || !element || !handle || current.items.length === 0) return;
    const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
    const seen = lastSeenSeq(current, handle.findItemIndex(element.scrollTop + element.clientHeight - 24));
    if (seen > current.readSeq && document.visibilityState === 'visible') waggle.markRead(chatId, seen);
    const away = distance > 120 || current.hasNewer;
    setBelow(away ? Math.max(0, current.lastSeq - Math.max(seen, current.readSeq)) : null);
    if (element.scrollTop < NEAR && current.hasOlder) void waggle.loadOlder(chatId);
    if (distance < NEAR && current.hasNewer) void waggle.loadNewer(chatId);
  }, [chatId, waggle, opened]);

  // Whoever sends something wants to see it, wherever they were reading.
  const sent = thread.items.findLast((item) => item.kind === 'outgoing')?.key;
  useLayoutEffect(() => {
    if (sent !== undefined) stick.toBottom();
  }, [sent, stick]);

  useEffect(() => {
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
    };
  }, [look, thread]);

  useEffect(() => {
    if (wanted === null) return;
    const at = thread.items.findIndex((item) => item.key === wanted);
    if (at === -1) return;
    setWanted(null);
    stick.release();
    list.current?.scrollToIndex(at, { align: 'center' });
    flash(scroller.current, wanted);
  }, [wanted, thread, stick]);

  const handleJump = useCallback(
    (messageId: string) => {
      const seq = waggle.store.getState().chats[chatId]?.messages[messageId]?.seq;
      if (seq !== undefined) void waggle.loadAround(chatId, seq);
      setWanted(messageId);
    },
    [chatId, waggle],
  );
  const handleLatest = () => {
    void waggle.loadLatest(chatId).then(stick.toBottom);
    stick.toBottom();
  };

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="log"
        aria-label={t('messages')}
        aria-live="off"
        aria-busy={fetching !== undefined}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the thread must scroll by keyboard
        tabIndex={0}
        className="absolute inset-0 flex flex-col overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:-outline-offset-2"
      >
        <div className="grow" />
        <div ref={content} className="mx-auto w-full max-w-4xl pb-3">
          <Virtualizer
            ref={list}
            scrollRef={scroller}
            data={thread.items}
            shift={shift}
            onScroll={look}
            bufferSize={600}
          >
            {(item) => (
              <div key={item.key}>
                <Item item={item} several={several} onReply={onReply} onEdit={onEdit} onJump={handleJump} />
              </div>
            )}
          </Virtualizer>
        </div>
      </div>
      {fetching === 'older' && (
        <p className="sr-only" role="status">
          {t('loadingOlder')}
        </p>
      )}
      {below !== null && (
        <button
          type="button"
          onClick={handleLatest}
          aria-label={below > 0 ? t('latestCount', { count: below }) : t('latest')}
          className="absolute right-4 bottom-4 flex size-11 animate-fade-in items-center justify-center rounded-full border border-line bg-raised text-ink shadow-raised hover:bg-hover"
        >
          <ArrowDown aria-hidden size={20} />
          {below > 0 && (
            <span className="absolute -top-1.5 -right-1 min-w-5 rounded-full bg-honey px-1 text-center text-xs font-semibold text-on-honey">
              {below > 99 ? '99+' : below}
            </span>
          )}
        </button>
      )}
    </div>
  );
}

function Item({
  item,
  several,
  onReply,
  onEdit,
  onJump,
}: Omit<MessageListProps, 'chatId'> & { item: ThreadItem; onJump: (messageId: string) => void }) {
  switch (item.kind) {
    case 'day':
      return <DayDivider at={item.at} />;
    case 'unread':
      return <UnreadDivider count={item.count} />;
    case 'message':
      return <Bubble item={item} several={several} onReply={onReply} onJump={onJump} />;
    case 'outgoing':
      return <OutgoingBubble outgoing={item.outgoing} first={item.first} onEdit={onEdit} />;
  }
}

/**
 * Opens at the unread divider where there is one, else at the end; once the chat is open and its messages are there.
 * Where the unread begins before what is loaded, that place is fetched first. True from then on.
 */
function useOpening({
  chatId,
  thread,
  stick,
  list,
}: {
  chatId: string;
  thread: Thread;
  stick: ReturnType<typeof useStickToBottom>;
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

/** True in the render in which items came before those that were there, so that the view keeps its place. */
function useShift(items: readonly ThreadItem[]): boolean {
  const before = useRef<string | undefined>(undefined);
  const first = items.find((item) => item.kind === 'message')?.key;
  const shifted =
    before.current !== undefined && first !== before.current && items.some((item) => item.key === before.current);
  useLayoutEffect(() => {
    before.current = first;
  }, [first]);
  return shifted;
}

function lastSeenSeq(thread: Thread, index: number): number {
  for (let at = Math.min(index, thread.items.length - 1); at >= 0; at--) {
    const item = thread.items[at];
    if (item?.kind === 'message') return item.message.seq;
  }
  return 0;
}

function flash(scroller: HTMLElement | null, messageId: string): void {
  setTimeout(() => {
    const bubble = scroller?.querySelector<HTMLElement>(`[data-message="${CSS.escape(messageId)}"]`);
    if (!bubble) return;
    bubble.classList.add('bubble-flash');
    setTimeout(() => {
      bubble.classList.remove('bubble-flash');
    }, 1600);
  }, 80);
}
