import { ArrowDown } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { selectThread, type ThreadItem } from '../../client/select/thread.ts';
import { useT } from '../i18n/useT.ts';
import { BackButton } from '../messages/BackButton.tsx';
import { useThreadState, useThreadUi } from '../messages/ThreadUiProvider.tsx';
import { useGestures } from '../messages/useGestures.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { cx } from '../ui/cx.ts';
import { Bubble } from './Bubble.tsx';
import { DayDivider, FloatingDay, UnreadDivider } from './dividers.tsx';
import { OutgoingBubble } from './OutgoingBubble.tsx';
import { useAfterFrame } from './useAfterFrame.ts';
import { useGrownItems } from './useGrownItems.ts';
import { useOpening } from './useOpening.ts';
import { useRest } from './useRest.ts';
import { useShift } from './useShift.ts';
import { useStickToBottom } from './useStickToBottom.ts';

const DateJump = lazy(() => import('./DateJump.tsx').then((module) => ({ default: module.DateJump })));

/** Within this many pixels of an end the next page is fetched: about two screens. */
const NEAR = 1600;

/** At least so many pixels are drawn beyond both ends of what is seen. */
const LEAST_BEYOND = 600;

function onResize(changed: () => void): () => void {
  window.addEventListener('resize', changed);
  return () => {
    window.removeEventListener('resize', changed);
  };
}

function windowHeight(): number {
  return window.innerHeight;
}

/** What is to be scrolled to once it is loaded. */
type Wanted = { messageId: string } | { seq: number };

export type MessageListProps = {
  chatId: string;
  /** Several others write here. */
  several: boolean;
  onEdit: (text: string) => void;
};

/** The thread: virtualised, held at the bottom only while the person is there. */
export function MessageList({ chatId, several, onEdit }: MessageListProps) {
  const t = useT('chat');
  const waggle = useWaggle();
  const thread = useWaggleState(useCallback((state) => selectThread(state, chatId), [chatId]));
  const fetching = useWaggleState((state) => state.fetching[chatId]);
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const stick = useStickToBottom(scroller, content);
  const [below, setBelow] = useState<number | null>(null);
  const { items, shift } = useShift(useGrownItems(thread.items), scroller);
  const drawn = useRef({ thread, items });
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const ui = useThreadUi();
  const asked = useThreadState((state) => state.wanted);
  useGestures(content, ui);
  const [day, setDay] = useState<number | null>(null);
  const [jumpDay, setJumpDay] = useState<number | null>(null);
  const opened = useOpening({ chatId, thread, stick, list });
  const rested = useRest(opened);

  useLayoutEffect(() => {
    drawn.current = { thread, items };
  }, [thread, items]);

  // Measures what is seen: marks it read, tells how many lie below, fetches what comes next, lets go of what is far.
  const lookNow = useCallback(() => {
    const element = scroller.current;
    const handle = list.current;
    const current = drawn.current;
    if (!opened || !element || !handle || current.items.length === 0) return;
    const { hasOlder, hasNewer, readSeq, lastSeq } = current.thread;
    const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
    const seen = seqBefore(current.items, handle.findItemIndex(element.scrollTop + element.clientHeight - 24));
    if (seen > readSeq && document.visibilityState === 'visible') waggle.markRead(chatId, seen);
    const away = (distance > 120 && !stick.isStuck()) || hasNewer;
    setBelow(away ? Math.max(0, lastSeq - Math.max(seen, readSeq)) : null);
    const top = handle.findItemIndex(element.scrollTop);
    setDay(away && element.scrollTop > 0 ? dayAbove(current.items, top) : null);
    waggle.readAt(chatId, away ? Math.max(seqBefore(current.items, top), seqBefore(current.items, 1)) : null);
    if (element.scrollTop < NEAR && hasOlder) void waggle.loadOlder(chatId);
    if (distance < NEAR && hasNewer) void waggle.loadNewer(chatId);
  }, [chatId, waggle, opened, stick]);
  // At the end, where it grows, the page would be laid out for it before the thread has followed; further up what is
  // fetched and let go must come with the very scroll that asks for it, or what is read moves.
  const lookSoon = useAfterFrame(lookNow);
  const look = useCallback(() => {
    if (stick.isStuck()) lookSoon();
    else lookNow();
  }, [stick, lookSoon, lookNow]);

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
    if (asked === null) return;
    ui.arrived();
    setWanted({ messageId: asked });
  }, [asked, ui]);

  useEffect(() => {
    if (wanted === null || !opened || items !== thread.items) return;
    const at = items.findIndex((item) => isWanted(item, wanted));
    if (at === -1) return;
    setWanted(null);
    stick.release();
    if ('messageId' in wanted) {
      list.current?.scrollToIndex(at, { align: 'center' });
      flash(scroller.current, wanted.messageId);
    } else {
      list.current?.scrollToIndex(items[at - 1]?.kind === 'day' ? at - 1 : at, { align: 'start' });
    }
  }, [wanted, opened, thread, items, stick]);

  // A row that comes into view before it was measured pushes what is below it: a whole page may come at once.
  const beyond = Math.max(
    LEAST_BEYOND,
    useSyncExternalStore(onResize, windowHeight, () => 0),
  );
  const handleDay = useCallback((at: number) => {
    setJumpDay(at);
  }, []);
  const handleDate = (at: number) => {
    setJumpDay(null);
    void waggle.loadAt(chatId, at).then((seq) => {
      if (seq !== null) setWanted({ seq });
    });
  };
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
        <div ref={content} className={`mx-auto w-full max-w-4xl pb-3 ${rested ? '' : 'invisible'}`}>
          <Virtualizer ref={list} scrollRef={scroller} data={items} shift={shift} onScroll={look} bufferSize={beyond}>
            {(item) => (
              // The list lets no pointer in while it scrolls, which it also does by itself while an answer grows; and it
              // hides rows until it has measured them, for which all that is in them would be styled twice.
              <div key={item.key} className={cx('pointer-events-auto', rested && 'visible')}>
                <Item item={item} several={several} onEdit={onEdit} onDay={handleDay} />
              </div>
            )}
          </Virtualizer>
        </div>
      </div>
      {day !== null && <FloatingDay at={day} onChoose={handleDay} />}
      {jumpDay !== null && (
        <Suspense fallback={null}>
          <DateJump
            day={jumpDay}
            onJump={handleDate}
            onClose={() => {
              setJumpDay(null);
            }}
          />
        </Suspense>
      )}
      {fetching === 'older' && (
        <p className="sr-only" role="status">
          {t('loadingOlder')}
        </p>
      )}
      <BackButton />
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
  onEdit,
  onDay,
}: Omit<MessageListProps, 'chatId'> & {
  item: ThreadItem;
  onDay: (at: number) => void;
}) {
  switch (item.kind) {
    case 'day':
      return <DayDivider at={item.at} onChoose={onDay} />;
    case 'unread':
      return <UnreadDivider count={item.count} />;
    case 'message':
      return <Bubble item={item} several={several} />;
    case 'outgoing':
      return <OutgoingBubble outgoing={item.outgoing} first={item.first} onEdit={onEdit} />;
  }
}

function isWanted(item: ThreadItem, wanted: Wanted): boolean {
  if (item.kind !== 'message') return false;
  return 'seq' in wanted ? item.message.seq === wanted.seq : item.key === wanted.messageId;
}

/** The seq of the last message up to this item; 0 where there is none. */
function seqBefore(items: readonly ThreadItem[], index: number): number {
  for (let at = Math.min(index, items.length - 1); at >= 0; at--) {
    const item = items[at];
    if (item?.kind === 'message') return item.message.seq;
  }
  return 0;
}

/** The day that this item belongs to, unless it says so itself. */
function dayAbove(items: readonly ThreadItem[], index: number): number | null {
  if (items[index]?.kind === 'day') return null;
  for (let at = Math.min(index, items.length) - 1; at >= 0; at--) {
    const item = items[at];
    if (item?.kind === 'day') return item.at;
  }
  return null;
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
