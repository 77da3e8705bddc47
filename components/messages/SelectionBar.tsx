import { Copy, Forward, Star, Trash2, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useFormatter } from 'use-intl';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import { selectMarks } from '../../client/select/overlay.ts';
import type { Message } from '../../shared/message.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useT } from '../i18n/useT.ts';
import { copyText } from '../markdown/copyText.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { showToast } from '../ui/toasts.ts';
import { copiedText } from './forwarded.ts';
import { useThreadUi } from './ThreadUiProvider.tsx';

/** In place of the composer while messages are ticked: what can be done with all of them. */
export function SelectionBar({ selected }: { selected: readonly string[] }) {
  const t = useT('actions');
  const tUi = useT('ui');
  const format = useFormatter();
  const ui = useThreadUi();
  const waggle = useWaggle();
  const contacts = useWaggleState(selectContacts);
  const contactName = useContactName();
  const { chatId } = ui;
  // With this it began, and there the focus goes afterwards.
  const [first] = useState(selected[0]);
  const chosen = (): Message[] => {
    const messages = waggle.store.getState().chats[chatId]?.messages ?? {};
    return selected.flatMap((id) => messages[id] ?? []).sort((a, b) => a.seq - b.seq);
  };
  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return;
      event.preventDefault();
      ui.endSelection();
    };
    document.addEventListener('keydown', handle);
    return () => {
      document.removeEventListener('keydown', handle);
    };
  }, [ui]);

  const copy = () => {
    const text = copiedText(chosen(), (message) => ({
      name: contactName(contactIn(contacts, message.senderId)),
      time: format.dateTime(message.createdAt, { dateStyle: 'short', timeStyle: 'short' }),
    }));
    void copyText(text).then((done) => {
      showToast(done ? { text: tUi('copied') } : { kind: 'failure', text: tUi('copyFailed') });
    });
    ui.endSelection();
  };
  const star = () => {
    const marks = selectMarks(waggle.store.getState());
    const on = selected.some((id) => marks[id]?.starredAt == null);
    for (const messageId of selected) waggle.act('message:star', { chatId, messageId, on });
    ui.endSelection();
  };
  const none = selected.length === 0;
  return (
    <div
      role="toolbar"
      data-about={first}
      aria-label={t('selection.bar')}
      className="safe-bottom flex min-h-15 items-center gap-1 border-t border-line bg-panel px-2 py-2 md:px-4"
    >
      <IconButton icon={X} label={t('selection.end')} autoFocus onClick={ui.endSelection} />
      <p aria-live="polite" className="min-w-0 flex-1 truncate px-2 font-medium">
        {t('selection.count', { count: selected.length })}
      </p>
      <IconButton icon={Star} label={t('star')} disabled={none} onClick={star} />
      <IconButton icon={Copy} label={t('copy')} disabled={none} onClick={copy} />
      <IconButton
        icon={Forward}
        label={t('forward')}
        disabled={none}
        onClick={() => {
          ui.open({ kind: 'forward', messageIds: selected });
        }}
      />
      <IconButton
        icon={Trash2}
        label={tUi('remove')}
        disabled={none}
        onClick={() => {
          ui.open({ kind: 'delete', messageIds: selected });
        }}
      />
    </div>
  );
}
