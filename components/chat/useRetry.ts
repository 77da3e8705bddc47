import type { Message } from '../../shared/message.ts';
import type { ModelChoice } from '../../shared/modelChoice.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';

/** Asks for an answer to be written again or continued, by what the person chose if anything; a refusal is shown as a toast. */
export function useRetry({
  chatId,
  id: messageId,
}: Pick<Message, 'chatId' | 'id'>): (mode: 'again' | 'continue', by?: ModelChoice) => void {
  const waggle = useWaggle();
  const failureText = useFailureText();
  return (mode, by) => {
    void waggle.command('answer:retry', { chatId, messageId, mode, by }).then((reply) => {
      if (!reply.ok) showToast({ kind: 'failure', text: failureText(reply) });
    });
  };
}
