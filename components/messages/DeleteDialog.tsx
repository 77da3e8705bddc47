import { useShallow } from 'zustand/react/shallow';
import { selectChat } from '../../client/select/overlay.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { rightsOf } from './messageRoles.ts';
import { useThreadUi } from './ThreadUiProvider.tsx';
import { useHide } from './useHide.ts';

/** Asks before messages go for everyone; of several it offers both ways. */
export function DeleteDialog({ messageIds }: { messageIds: readonly string[] }) {
  const t = useT('actions');
  const tUi = useT('ui');
  const ui = useThreadUi();
  const waggle = useWaggle();
  const hide = useHide();
  const { chatId } = ui;
  const may = useWaggleState(
    useShallow((state) =>
      messageIds.map((id) => {
        const message = selectChat(state, chatId)?.messages[id];
        return message ? rightsOf(state, message).delete : false;
      }),
    ),
  );
  const forEveryone = may.every(Boolean);
  const several = messageIds.length > 1;
  const end = () => {
    ui.close();
    ui.endSelection();
  };
  return (
    <Dialog
      open
      role="alertdialog"
      size="narrow"
      title={t('delete.title', { count: messageIds.length })}
      description={forEveryone ? (several ? t('delete.several') : t('delete.everyone')) : t('delete.onlyMe')}
      closeLabel={tUi('cancel')}
      onClose={ui.close}
      footer={
        <>
          <Button onClick={ui.close}>{tUi('cancel')}</Button>
          {(several || !forEveryone) && (
            <Button
              onClick={() => {
                hide(chatId, messageIds);
                end();
              }}
            >
              {t('delete.forMe')}
            </Button>
          )}
          {forEveryone && (
            <Button
              kind="danger"
              onClick={() => {
                for (const messageId of messageIds) waggle.act('message:delete', { chatId, messageId });
                end();
              }}
            >
              {t('delete.forEveryone')}
            </Button>
          )}
        </>
      }
    />
  );
}
