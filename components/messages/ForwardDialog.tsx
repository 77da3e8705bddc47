import { SendHorizontal } from 'lucide-react';
import { useState } from 'react';
import { type ChatRow, selectChatRows } from '../../client/select/chatRows.ts';
import { useContactName } from '../chat/useContactName.ts';
import { ChatAvatar } from '../contacts/ChatAvatar.tsx';
import { useT } from '../i18n/useT.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { Tick } from '../ui/Tick.tsx';
import { showToast } from '../ui/toasts.ts';
import { forwardedContent } from './forwarded.ts';
import { useThreadUi } from './ThreadUiProvider.tsx';

/** Chooses chats that get copies of these messages. */
export function ForwardDialog({ messageIds }: { messageIds: readonly string[] }) {
  const t = useT('actions');
  const tUi = useT('ui');
  const ui = useThreadUi();
  const waggle = useWaggle();
  const rows = useWaggleState(selectChatRows);
  const contactName = useContactName();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const titleOf = (row: ChatRow) => (row.contact ? contactName(row.contact) : row.title);
  const wanted = text.trim().toLocaleLowerCase();
  const shown = rows.filter((row) => titleOf(row).toLocaleLowerCase().includes(wanted));
  const toggle = (chatId: string) => {
    setChosen((before) => (before.includes(chatId) ? before.filter((id) => id !== chatId) : [...before, chatId]));
  };
  const send = () => {
    const known = waggle.store.getState().chats[ui.chatId]?.messages ?? {};
    const messages = messageIds
      .flatMap((id) => known[id] ?? ui.store.getState().fetched[id] ?? [])
      .sort((a, b) => a.seq - b.seq);
    for (const chatId of chosen) for (const message of messages) waggle.send(chatId, forwardedContent(message));
    const first = rows.find((row) => row.chatId === chosen[0]);
    showToast({ text: t('forwardTo.done', { count: chosen.length, name: first ? titleOf(first) : '' }) });
    ui.close();
    ui.endSelection();
  };
  return (
    <Dialog
      open
      title={t('forwardTo.title')}
      closeLabel={tUi('cancel')}
      onClose={ui.close}
      footer={
        <Button kind="primary" disabled={chosen.length === 0} onClick={send}>
          <SendHorizontal aria-hidden size={18} />
          {t('forwardTo.send', { count: chosen.length })}
        </Button>
      }
    >
      <SearchField
        label={t('forwardTo.search')}
        clearLabel={tUi('clear')}
        text={text}
        autoFocus
        onChange={setText}
        onEnter={() => {
          const [first] = shown;
          if (first) toggle(first.chatId);
        }}
        className="mb-2"
      />
      <ul role="list" aria-label={t('forwardTo.chats')} className="h-[50dvh] md:h-80">
        {shown.map((row) => {
          const picked = chosen.includes(row.chatId);
          return (
            <li key={row.chatId}>
              <button
                type="button"
                role="checkbox"
                aria-checked={picked}
                onClick={() => {
                  toggle(row.chatId);
                }}
                className="flex min-h-14 w-full items-center gap-3 rounded-xl px-2 py-1.5 text-left transition-colors hover:bg-hover focus-visible:-outline-offset-2"
              >
                <ChatAvatar kind={row.kind} contact={row.contact} size="normal" />
                <span className="min-w-0 flex-1 truncate font-medium">{titleOf(row)}</span>
                <Tick on={picked} />
              </button>
            </li>
          );
        })}
        {shown.length === 0 && (
          <li className="py-4 text-center text-muted">{t('forwardTo.nothing', { text: text.trim() })}</li>
        )}
      </ul>
    </Dialog>
  );
}
