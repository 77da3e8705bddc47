import { useT } from '../i18n/useT.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';

export type AskProps = { title: string; text: string; yes: string; onYes: () => void; onClose: () => void };

/** A question about what cannot be undone. */
export function Ask({ title, text, yes, onYes, onClose }: AskProps) {
  const tUi = useT('ui');
  return (
    <Dialog
      open
      role="alertdialog"
      size="narrow"
      title={title}
      description={text}
      closeLabel={tUi('cancel')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{tUi('cancel')}</Button>
          <Button
            kind="danger"
            onClick={() => {
              onYes();
              onClose();
            }}
          >
            {yes}
          </Button>
        </>
      }
    />
  );
}
