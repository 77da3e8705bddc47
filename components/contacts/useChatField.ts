import { useState } from 'react';
import type { Chat } from '../../shared/chat.ts';
import { useAct } from './useAct.ts';

type Field = 'answers' | 'linkPreviews' | 'localOnly';

/** A setting of a chat, and what changes it: the choice is there at once, and taken back if it is refused. */
export function useChatField<F extends Field>(chat: Chat, field: F): [Chat[F], (value: Chat[F]) => void] {
  const act = useAct();
  const [wanted, setWanted] = useState<{ value: Chat[F] } | null>(null);
  const choose = async (value: Chat[F]) => {
    setWanted({ value });
    await act('chat:update', { chatId: chat.id, [field]: value });
    setWanted(null);
  };
  return [wanted === null ? chat[field] : wanted.value, (value) => void choose(value)];
}
