import { ArrowRight } from 'lucide-react';
import { selectOnlyAdminsWrite } from '../../client/select/silence.ts';
import type { Message } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { SteerLines } from './SteerLines.tsx';
import { useBoardActions } from './useBoardActions.ts';
import { useNames } from './useNames.ts';

/** Below an answer: what people added to it, and whether its agent may pass the request on. */
export function Added({ message }: { message: Message }) {
  const { steers, passOn, status } = message;
  const mayWrite = useWaggleState((state) => !selectOnlyAdminsWrite(state, message.chatId));
  const streaming = status === 'streaming';
  return (
    <>
      {steers && steers.length > 0 && <SteerLines steers={steers} over={!streaming} />}
      {mayWrite && passOn && !streaming && <GoOn chatId={message.chatId} messageId={message.id} to={passOn.to} />}
    </>
  );
}

/** Lets a request go on to whom an agent wants to pass it. */
export function GoOn({ chatId, messageId, to }: { chatId: string; messageId: string; to: string }) {
  const t = useT('board');
  const act = useBoardActions();
  const name = useNames()(to);
  return (
    <Button
      kind="primary"
      size="small"
      aria-label={t('goOnIt', { name })}
      className="mt-2"
      onClick={() => {
        act('answer:pass', { chatId, messageId });
      }}
    >
      {t('goOn')}
      <ArrowRight aria-hidden size={14} />
    </Button>
  );
}
