import { MessageCircleQuestion } from 'lucide-react';
import { selectOnlyAdminsWrite } from '../../client/select/silence.ts';
import type { Message } from '../../shared/message.ts';
import { useRetry } from '../chat/useRetry.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { visible } from './visible.ts';

/** That a question to the person went with the process it was asked by, and another try. */
export function Unanswered({ message }: { message: Message }) {
  const t = useT('cards');
  const retry = useRetry(message);
  const mayWrite = useWaggleState((state) => !selectOnlyAdminsWrite(state, message.chatId));
  const asked = message.cards?.find(({ failure }) => failure === 'unanswered');
  if (!asked || message.status === 'streaming') return null;
  return (
    <div role="note" className="my-1 flex flex-col items-start gap-2 rounded-lg border border-line p-2.5">
      <p className="flex items-start gap-1.5">
        <MessageCircleQuestion aria-hidden size={17} className="mt-px shrink-0 text-muted" />
        <span className="min-w-0 break-words">
          {t('unanswered', { from: visible(asked.label?.from ?? asked.tool) })}
        </span>
      </p>
      {mayWrite && (
        <Button
          size="small"
          onClick={() => {
            retry('again');
          }}
        >
          {t('askAgain')}
        </Button>
      )}
    </div>
  );
}
