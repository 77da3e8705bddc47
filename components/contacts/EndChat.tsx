'use client';
import { useState } from 'react';
import { selectChatRow } from '../../client/select/chatRows.ts';
import { activeMembers } from '../../shared/chatStateView.ts';
import { useT } from '../i18n/useT.ts';
import { navigate } from '../shell/navigation.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { useAct } from './useAct.ts';

/** Asks before a direct chat is deleted for oneself or a group is left, and says what becomes of what is in it. */
export function EndChat({ chatId, onClose }: { chatId: string; onClose: () => void }) {
  const t = useT('chats');
  const words = useT('ui');
  const waggle = useWaggle();
  const act = useAct();
  const [busy, setBusy] = useState(false);
  const row = useWaggleState((state) => selectChatRow(state, chatId));
  const chat = useWaggleState((state) => state.chats[chatId]);
  const isOpen = useWaggleState((state) => state.openChatId === chatId);
  if (!row || !chat) return null;
  const isDirect = row.kind === 'direct';
  const name = row.title === '' ? words('someone') : row.title;
  const isLast = activeMembers(chat).filter((member) => member.kind === 'user').length < 2;

  const away = () => {
    onClose();
    if (isOpen) navigate({ kind: 'chats' }, { replace: true });
  };
  const remove = () => {
    waggle.markRead(chatId, chat.lastSeq);
    waggle.setDraft(chatId, '');
    waggle.act('chat:set', { chatId, clearedSeq: chat.lastSeq, pinned: false, archived: false, markedUnread: false });
    away();
  };
  const leave = async () => {
    setBusy(true);
    const done = await act('member:leave', { chatId });
    setBusy(false);
    if (done) away();
  };
  return (
    <Dialog
      open
      role="alertdialog"
      size="narrow"
      title={isDirect ? t('deleteTitle', { name }) : t('leaveTitle', { chat: name })}
      description={
        isDirect
          ? t(row.contact?.kind === 'agent' ? 'deleteAgentText' : 'deleteText', { name })
          : t(isLast ? 'leaveLast' : 'leaveText')
      }
      closeLabel={words('close')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{words('cancel')}</Button>
          <Button
            kind="danger"
            busy={busy}
            onClick={() => {
              if (isDirect) remove();
              else void leave();
            }}
          >
            {t(isDirect ? 'delete' : 'leave')}
          </Button>
        </>
      }
    />
  );
}
