import type { Message } from '../../shared/message.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';

/** Asks for an answer to be written again or continued; a refusal is shown as a toast. */
export function useRetry(message: Message): (mode: 'again' | 'continue') => void {
  const waggle = useWaggle();
  const failureText = useFailureText();
  return (mode) => {
    void waggle.command('answer:retry', { chatId: message.chatId, messageId: message.id, mode }).then((reply) => {
      if (!reply.ok) showToast({ kind: 'failure', text: failureText(reply) });
    });
  };
}
