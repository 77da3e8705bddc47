import { createContext, useContext, useEffect } from 'react';
import { useStore } from 'zustand';
import type { ClientState } from '../../client/state.ts';
import { selectChat } from '../../client/select/overlay.ts';
import type { Message } from '../../shared/message.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import type { ThreadUi, ThreadUiState } from './threadUi.ts';

const Context = createContext<ThreadUi | null>(null);

export const ThreadUiProvider = Context.Provider;

/** What can be done in the thread around. */
export function useThreadUi(): ThreadUi {
  const ui = useContext(Context);
  if (!ui) throw new Error('useThreadUi outside of a thread');
  return ui;
}

export function useThreadState<T>(selector: (state: ThreadUiState) => T): T {
  return useStore(useThreadUi().store, selector);
}

/** A message of the thread as the person sees it, fetched if it is not loaded; null when there is none. */
export function useMessage(messageId: string): Message | null | undefined {
  const ui = useThreadUi();
  const loaded = useWaggleState((state: ClientState) => selectChat(state, ui.chatId)?.messages[messageId]);
  const fetched = useThreadState((state) => state.fetched[messageId]);
  const missing = loaded === undefined && fetched === undefined;
  const online = useWaggleState((state) => state.connection === 'online');
  useEffect(() => {
    if (missing && online) ui.fetch(messageId);
  }, [missing, online, ui, messageId]);
  return loaded ?? fetched;
}
