import type { Message } from '../../shared/message.ts';
import type { ModelChoice } from '../../shared/modelChoice.ts';
import { useRetry } from '../chat/useRetry.ts';
import { LaterWords } from '../i18n/LaterWords.tsx';
import { useT } from '../i18n/useT.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { FailedLoad } from '../ui/FailedLoad.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { ModelList } from './ModelList.tsx';
import { useChoices } from './useChoices.ts';

type AgainDialogProps = {
  message: Pick<Message, 'chatId' | 'id' | 'facts'>;
  /** Gets the focus back. */
  from: HTMLElement | null;
  onClose: () => void;
};

/** Has an answer given anew by a kind of model, or one of them, that the person chooses. */
export function AgainDialog(props: AgainDialogProps) {
  return (
    <LaterWords>
      <Chosen {...props} />
    </LaterWords>
  );
}

function Chosen({ message, from, onClose }: AgainDialogProps) {
  const t = useT('choices');
  const tUi = useT('ui');
  const retry = useRetry(message);
  const { reply, again } = useChoices();
  const close = () => {
    onClose();
    // The dialog holds the focus until it is gone.
    setTimeout(() => from?.focus(), 0);
  };
  const choose = (by: ModelChoice) => {
    close();
    retry('again', by);
  };
  const { facts } = message;
  return (
    <Dialog open title={t('title')} description={t('about')} closeLabel={tUi('close')} onClose={close}>
      {reply === null ? (
        <Skeleton rows={4} label={tUi('loading')} />
      ) : reply.ok ? (
        <ModelList
          models={reply.data.models}
          gave={facts === null ? null : `${facts.provider}/${facts.model}`}
          onChoose={choose}
        />
      ) : (
        <FailedLoad failure={reply} onRetry={again} />
      )}
    </Dialog>
  );
}
