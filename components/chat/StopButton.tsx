import { Square } from 'lucide-react';
import type { Message } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { useThreadUi } from '../messages/ThreadUiProvider.tsx';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';

/** Stops one answer, of which what it has said so far stays; or adds something to it. */
export function StopButton({ message, name }: { message: Message; name: string }) {
  const t = useT('chat');
  const tBoard = useT('board');
  const ui = useThreadUi();
  const waggle = useWaggle();
  const failureText = useFailureText();
  const handleClick = () => {
    void waggle.command('answer:stop', { chatId: message.chatId, messageId: message.id }).then((reply) => {
      if (!reply.ok) showToast({ kind: 'failure', text: failureText(reply) });
    });
  };
  const { id, runId } = message;
  return (
    <span className="-ml-1.5 mr-auto flex flex-wrap">
      <button type="button" onClick={handleClick} className="bubble-action">
        <span aria-hidden className="size-2 animate-breathe rounded-full bg-agent" />
        <Square aria-hidden size={11} className="ml-0.5 fill-current" />
        {t('stop', { name })}
      </button>
      {runId !== null && (
        <button
          type="button"
          aria-label={tBoard('addFor', { name })}
          className="bubble-action"
          onClick={() => {
            ui.open({ kind: 'board', runId, adding: id });
          }}
        >
          {tBoard('add')}
        </button>
      )}
    </span>
  );
}
