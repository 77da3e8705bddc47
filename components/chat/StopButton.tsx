import { Square } from 'lucide-react';
import type { Message } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';

/** Stops one answer; what it has said so far stays. */
export function StopButton({ message, name }: { message: Message; name: string }) {
  const t = useT('chat');
  const waggle = useWaggle();
  const failureText = useFailureText();
  const handleClick = () => {
    void waggle.command('answer:stop', { chatId: message.chatId, messageId: message.id }).then((reply) => {
      if (!reply.ok) showToast({ kind: 'failure', text: failureText(reply) });
    });
  };
  return (
    <button type="button" onClick={handleClick} className="bubble-action -ml-1.5 mr-auto">
      <span aria-hidden className="size-2 animate-breathe rounded-full bg-agent" />
      <Square aria-hidden size={11} className="ml-0.5 fill-current" />
      {t('stop', { name })}
    </button>
  );
}
