'use client';
import { lazy, Suspense, useEffect } from 'react';
import { useStore } from 'zustand';
import { later, useLater } from '../ui/later.ts';
import { useFetchFailed } from '../ui/useFetchFailed.ts';
import { finding } from './finding.ts';

export const chatSearch = later(() => import('./ChatSearch.tsx').then((module) => module.ChatSearch));
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
  const close = () => {
    finding.setState({ chatId: null });
    onClosed();
  };
  const fetchFailed = useFetchFailed();
  const ChatSearch = useLater(chatSearch, open, () => {
    close();
    fetchFailed();
  });
  return (
    <>
      {open &&
        (ChatSearch ? (
          <ChatSearch chatId={chatId} onClose={close} />
        ) : (
          <div className="h-14 border-b border-line bg-panel" />
        ))}
      {marked.length > 1 && (
        <Suspense>
          <Highlights text={marked} />
        </Suspense>
      )}
    </>
  );
}
