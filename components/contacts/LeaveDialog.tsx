'use client';
import { useState } from 'react';
import type { Chat } from '../../shared/chat.ts';
import { useT } from '../i18n/useT.ts';
import { navigate } from '../shell/navigation.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { useAct } from './useAct.ts';

/** Asks before leaving, because one cannot come back alone. */
export function LeaveDialog({ open, chat, onClose }: { open: boolean; chat: Chat; onClose: () => void }) {
  const t = useT('contacts');
  const words = useT('ui');
  const act = useAct();
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    const done = await act('member:leave', { chatId: chat.id });
    setBusy(false);
    if (done) navigate({ kind: 'chats' }, { replace: true });
  };
  return (
    <Dialog
      open={open}
      role="alertdialog"
      size="narrow"
      title={t('leaveTitle', { chat: chat.title })}
      description={t('leaveText')}
      closeLabel={words('close')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{words('cancel')}</Button>
          <Button kind="danger" busy={busy} onClick={() => void leave()}>
            {t('leave')}
          </Button>
        </>
      }
    />
  );
}
