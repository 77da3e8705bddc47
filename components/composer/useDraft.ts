import { useEffect, useState } from 'react';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';

/** The text being written in a chat; kept as its draft, and taken over from another device while nobody types here. */
export function useDraft(chatId: string): [text: string, setText: (text: string, kept?: boolean) => void] {
  const waggle = useWaggle();
  const stored = useWaggleState((state) => state.settings[chatId]?.draft ?? '');
  const [draft, setDraft] = useState({ text: stored, known: stored });
  useEffect(() => {
    setDraft((before) => (before.known === stored ? before : { text: stored, known: stored }));
  }, [stored]);
  return [
    draft.text,
    (text, kept = true) => {
      const known = kept ? text : '';
      setDraft({ text, known });
      waggle.setDraft(chatId, known);
    },
  ];
}
