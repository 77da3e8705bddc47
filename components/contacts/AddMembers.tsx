'use client';
import { useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ContactPicker } from './ContactPicker.tsx';
import { toggled } from './toggled.ts';
import { useAct } from './useAct.ts';
import { useReachable } from './useReachable.ts';

export function AddMembers({
  chatId,
  present,
  onClose,
}: {
  chatId: string;
  present: readonly string[];
  onClose: () => void;
}) {
  const t = useT('contacts');
  const words = useT('ui');
  const act = useAct();
  const contacts = useReachable({ except: present, forGroup: true });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const add = async () => {
    setBusy(true);
    const done = await act('member:add', { chatId, contactIds: [...chosen] });
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Dialog
      open
      title={t('add')}
      closeLabel={words('close')}
      onClose={onClose}
      footer={
        <Button kind="primary" busy={busy} disabled={chosen.size === 0} onClick={() => void add()}>
          {t('addDo', { count: chosen.size })}
        </Button>
      }
    >
      {contacts.length === 0 ? (
        <p className="py-4 text-center text-muted">{t('everyoneIn')}</p>
      ) : (
        <ContactPicker
          contacts={contacts}
          chosen={chosen}
          onPick={({ id }) => {
            setChosen(toggled(chosen, id));
          }}
        />
      )}
    </Dialog>
  );
}
