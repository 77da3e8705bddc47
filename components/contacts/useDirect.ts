import { useState } from 'react';
import { navigate } from '../shell/navigation.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';

/** Opens the direct chat with a contact, with a first message if there is one to send; `busy` is whom it waits for. */
export function useDirect(): {
  busy: string | null;
  open: (contactId: string, how?: { text?: string; replace?: boolean }) => void;
} {
  const waggle = useWaggle();
  const words = useFailureText();
  const [busy, setBusy] = useState<string | null>(null);

  const open = async (contactId: string, { text, replace = false }: { text?: string; replace?: boolean }) => {
    if (busy !== null) return;
    setBusy(contactId);
    const reply = await waggle.command('chat:direct', { contactId });
    setBusy(null);
    if (!reply.ok) {
      showToast({ kind: 'failure', text: words(reply) });
      return;
    }
    if (text !== undefined) waggle.send(reply.data.chatId, { text });
    navigate({ kind: 'chat', chatId: reply.data.chatId }, { replace });
  };

  return {
    busy,
    open: (contactId, how = {}) => void open(contactId, how),
  };
}
