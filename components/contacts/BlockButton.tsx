'use client';
import { Ban } from 'lucide-react';
import { useState } from 'react';
import type { ContactView } from '../../client/select/contacts.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { useBlock } from './useBlock.ts';

/** Blocks a person, after saying what that means, or lets them be again. */
export function BlockButton({ contact }: { contact: ContactView }) {
  const t = useT('chats');
  const words = useT('ui');
  const name = useContactName()(contact);
  const blocked = useWaggleState((state) => state.preferences.blocked.includes(contact.id));
  const block = useBlock();
  const [asking, setAsking] = useState(false);
  const isBusy = block.busy !== null;
  const close = () => {
    setAsking(false);
  };
  return (
    <>
      <Button
        kind={blocked ? 'secondary' : 'danger'}
        busy={isBusy}
        onClick={() => {
          if (blocked) block.set(contact.id, name, false);
          else setAsking(true);
        }}
      >
        <Ban aria-hidden size={18} />
        {t(blocked ? 'unblockNamed' : 'block', { name })}
      </Button>
      <Dialog
        open={asking}
        role="alertdialog"
        size="narrow"
        title={t('blockTitle', { name })}
        description={t('blockText', { name })}
        closeLabel={words('close')}
        onClose={close}
        footer={
          <>
            <Button onClick={close}>{words('cancel')}</Button>
            <Button
              kind="danger"
              onClick={() => {
                close();
                block.set(contact.id, name, true);
              }}
            >
              {t('block', { name })}
            </Button>
          </>
        }
      />
    </>
  );
}
