import { useEffect, useState } from 'react';
import type { Message } from '../../shared/message.ts';
import { useThreadState } from '../messages/ThreadUiProvider.tsx';
import { useDraft } from './useDraft.ts';

export type Composed = {
  text: string;
  /** `kept`: as a draft, until it is sent. */
  setText: (text: string, kept?: boolean) => void;
  /** The message whose text it is; null while a new one is written. */
  editing: Message | null;
};

/** What stands in the composer: the chat's draft, which stays as it is while a message is being changed. */
export function useComposed(chatId: string): Composed {
  const editing = useThreadState((state) => state.editing);
  const [draft, setDraft] = useDraft(chatId);
  const [changed, setChanged] = useState({ id: '', text: '' });
  useEffect(() => {
    if (editing) setChanged({ id: editing.id, text: editing.text });
  }, [editing]);
  if (!editing) return { text: draft, setText: setDraft, editing };
  return {
    text: changed.id === editing.id ? changed.text : editing.text,
    setText: (text) => {
      setChanged({ id: editing.id, text });
    },
    editing,
  };
}
