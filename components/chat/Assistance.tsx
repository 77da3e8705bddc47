import { useCallback, useLayoutEffect, useRef } from 'react';
import { selectThread } from '../../client/select/thread.ts';
import type { ClientState } from '../../client/state.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { keepFocus } from './keepFocus.ts';
import { useAnnouncements } from './useAnnouncements.ts';

export type AssistanceProps = {
  chatId: string;
  /** How all stood when the chat was opened. */
  since: ClientState;
};

/** Says politely what goes on in a chat, and keeps the focus in it. */
export function Assistance({ chatId, since }: AssistanceProps) {
  const waggle = useWaggle();
  const region = useRef<HTMLParagraphElement>(null);
  const { words, count } = useAnnouncements(chatId, since);
  const isInThread = useCallback(
    (messageId: string) => selectThread(waggle.store.getState(), chatId).items.some(({ key }) => key === messageId),
    [waggle, chatId],
  );
  // Before others draw: what they take away is known by then.
  useLayoutEffect(() => {
    const chat = region.current?.parentElement;
    return chat ? keepFocus(chat, isInThread) : undefined;
  }, [isInThread]);
  return (
    <p ref={region} aria-live="polite" className="sr-only">
      {/* Anew each time: the same words twice would be heard once. */}
      <span key={count}>{words}</span>
    </p>
  );
}
