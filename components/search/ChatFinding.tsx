'use client';
import { lazy, Suspense, useEffect } from 'react';
import { useStore } from 'zustand';
import { finding } from './finding.ts';

const ChatSearch = lazy(() => import('./ChatSearch.tsx').then((module) => ({ default: module.ChatSearch })));
const Highlights = lazy(() => import('./Highlights.tsx').then((module) => ({ default: module.Highlights })));

/** What searching shows in a chat: the bar below its head, and marks in the thread. */
export function ChatFinding({ chatId, onClosed }: { chatId: string; onClosed: () => void }) {
  const open = useStore(finding, (state) => state.chatId === chatId);
  useEffect(
    () => () => {
      finding.setState((state) => (state.chatId === chatId ? { chatId: null } : state));
    },
    [chatId],
  );
  const marked = useStore(finding, (state) => state.marked);
  return (
    <>
      {open && (
        <Suspense fallback={<div className="h-14 border-b border-line bg-panel" />}>
          <ChatSearch
            chatId={chatId}
            onClose={() => {
              finding.setState({ chatId: null });
              onClosed();
            }}
          />
        </Suspense>
      )}
      {marked.length > 1 && (
        <Suspense>
          <Highlights text={marked} />
        </Suspense>
      )}
    </>
  );
}
