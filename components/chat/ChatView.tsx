import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { selectChatRow } from '../../client/select/chatRows.ts';
import { selectChat, selectSetting } from '../../client/select/overlay.ts';
import { DropZone } from '../attachments/DropZone.tsx';
import { Viewer } from '../attachments/Viewer.tsx';
import { Composer, type ComposerHandle } from '../composer/Composer.tsx';
import { OrWhyNot } from '../composer/OrWhyNot.tsx';
import { jumps } from '../messages/jumps.ts';
import { ThreadUiProvider } from '../messages/ThreadUiProvider.tsx';
import { createThreadUi } from '../messages/threadUi.ts';
import { RunStrip } from '../runs/RunStrip.tsx';
import { ChatFinding, chatSearch } from '../search/ChatFinding.tsx';
import { useBackCloses } from '../shell/useBackCloses.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { later, useAhead, useLater } from '../ui/later.ts';
import { menuList } from '../ui/Menu.tsx';
import { useFetchFailed } from '../ui/useFetchFailed.ts';
import { Announcer } from './Announcer.tsx';
import { ChatHead } from './ChatHead.tsx';
import { EmptyThread } from './EmptyThread.tsx';
import { MessageList } from './MessageList.tsx';

const overlays = later(() => import('../messages/Overlays.tsx').then((module) => module.Overlays));
const PinsBar = lazy(() => import('../messages/PinsBar.tsx').then((module) => ({ default: module.PinsBar })));
const SelectionBar = lazy(() =>
  import('../messages/SelectionBar.tsx').then((module) => ({ default: module.SelectionBar })),
);

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
  const empty = useWaggleState(
    (state) =>
      (state.chats[chatId]?.lastSeq ?? 1) <= (selectSetting(state, chatId)?.clearedSeq ?? 0) &&
      !state.outbox[chatId]?.length,
  );
  const pins = useWaggleState((state) => selectChat(state, chatId)?.chat.pins);
  const [ui] = useState(() => createThreadUi(waggle, chatId));
  const opened = useStore(ui.store, (state) => state.opened);
  const selected = useStore(ui.store, (state) => state.selected);
  const composer = useRef<ComposerHandle>(null);
  useBackCloses(opened !== null, ui.close);
  useBackCloses(selected !== null, ui.endSelection);

  // Before anything on the screen is marked read: opening keeps where the unread begins.
  useLayoutEffect(() => {
    waggle.open(chatId);
    return () => {
      waggle.open(null);
    };
  }, [waggle, chatId]);

  // A tap need not wait for what it opens, and what is typed right after a key finds the field that the key opened.
  useAhead(overlays, menuList, chatSearch);
  const fetchFailed = useFetchFailed();
  const Overlays = useLater(overlays, opened !== null, () => {
    ui.close();
    fetchFailed();
  });

  const next = useStore(jumps, (state) => state.next);
  useEffect(() => {
    if (next?.chatId !== chatId) return;
    jumps.setState({ next: null });
    void ui.jump(next.messageId);
  }, [next, chatId, ui]);

  const handleEdit = useCallback((text: string) => {
    composer.current?.put(text);
  }, []);

  if (kind === undefined) return null;
  return (
    <ThreadUiProvider value={ui}>
      <section className="relative flex h-full min-w-0 flex-1 flex-col bg-page">
        <ChatHead chatId={chatId} onBack={onBack} onInfo={onInfo} />
        <ChatFinding chatId={chatId} onClosed={() => composer.current?.focus()} />
        {pins && pins.length > 0 && (
          <Suspense fallback={<div className="h-12 border-b border-line bg-panel" />}>
            <PinsBar pins={pins} />
          </Suspense>
        )}
        <div className="honeycomb flex min-h-0 flex-1 flex-col">
          {empty ? (
            <EmptyThread chatId={chatId} />
          ) : (
            <MessageList chatId={chatId} several={kind !== 'direct'} onEdit={handleEdit} />
          )}
        </div>
        <RunStrip chatId={chatId} />
        <div className={selected === null ? undefined : 'hidden'}>
          <OrWhyNot chatId={chatId}>
            <DropZone chatId={chatId} onTaken={() => composer.current?.focus()} />
            <Composer ref={composer} chatId={chatId} />
          </OrWhyNot>
        </div>
        {selected !== null && (
          <Suspense fallback={<div className="h-15 border-t border-line bg-panel" />}>
            <SelectionBar selected={selected} />
          </Suspense>
        )}
        {opened && Overlays && <Overlays opened={opened} />}
        <Announcer chatId={chatId} />
        <Viewer />
      </section>
    </ThreadUiProvider>
  );
}
