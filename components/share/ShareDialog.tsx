'use client';
import { useEffect, useState } from 'react';
import { type ChatRow, selectChatRows } from '../../client/select/chatRows.ts';
import { peekShared, type Stashed, stash, takeShared } from '../../client/stash.ts';
import { useContactName } from '../chat/useContactName.ts';
import { ChatAvatar } from '../contacts/ChatAvatar.tsx';
import { useT } from '../i18n/useT.ts';
import { goUp, navigate } from '../shell/navigation.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { useMedia } from '../ui/useMedia.ts';

/** Chooses the chat into whose composer goes what another app shares. */
export function ShareDialog() {
  const t = useT('share');
  const words = useT('ui');
  const shared = useShared();
  const rows = useWaggleState(selectChatRows);
  const contactName = useContactName();
  const precise = useMedia('(pointer: fine)');
  const [text, setText] = useState('');
  const titleOf = (row: ChatRow) => (row.contact ? contactName(row.contact) : row.title);
  const wanted = text.trim().toLocaleLowerCase();
  const shown = rows.filter((row) => titleOf(row).toLocaleLowerCase().includes(wanted));
  const choose = async (chatId: string) => {
    const item = await takeShared();
    if (item) await stash({ chatId, text: item.text, files: item.files });
    navigate({ kind: 'chat', chatId }, { replace: true });
  };
  return (
    <Dialog
      open
      title={t('title')}
      closeLabel={words('close')}
      onClose={() => {
        void takeShared().then(goUp);
      }}
    >
      {shared === null ? (
        <p role="status" className="py-4 text-center text-muted">
          {t('empty')}
        </p>
      ) : (
        <>
          {shared && <Preview shared={shared} />}
          <SearchField
            label={t('search')}
            clearLabel={words('clear')}
            text={text}
            autoFocus={precise}
            onChange={setText}
            onEnter={() => {
              const [first] = shown;
              if (first) void choose(first.chatId);
            }}
            className="mb-2"
          />
          <ul role="list" aria-label={t('chats')} className="h-[50dvh] md:h-80">
            {shown.map((row) => (
              <li key={row.chatId}>
                <button
                  type="button"
                  onClick={() => {
                    void choose(row.chatId);
                  }}
                  className="flex min-h-14 w-full items-center gap-3 rounded-xl px-2 py-1.5 text-left transition-colors hover:bg-hover focus-visible:-outline-offset-2"
                >
                  <ChatAvatar kind={row.kind} contact={row.contact} size="normal" />
                  <span className="min-w-0 flex-1 truncate font-medium">{titleOf(row)}</span>
                </button>
              </li>
            ))}
            {shown.length === 0 && (
              <li className="py-4 text-center text-muted">{t('nothing', { text: text.trim() })}</li>
            )}
          </ul>
        </>
      )}
    </Dialog>
  );
}

function Preview({ shared }: { shared: Stashed }) {
  const t = useT('share');
  const { text, files } = shared;
  return (
    <div className="mb-3 rounded-lg bg-tint px-3 py-2">
      {text !== '' && <p className="line-clamp-3">{text}</p>}
      {files.length > 0 && (
        <p className="truncate text-sm text-muted">
          {t('files', { count: files.length })} · {files.map(({ name }) => name).join(', ')}
        </p>
      )}
    </div>
  );
}

/** What was shared; null where there is nothing (any more), undefined until that is known. */
function useShared(): Stashed | null | undefined {
  const [shared, setShared] = useState<Stashed | null | undefined>(undefined);
  useEffect(() => {
    let current = true;
    const tell = (item: Stashed | undefined) => {
      if (current) setShared(item ?? null);
    };
    peekShared().then(tell, () => {
      tell(undefined);
    });
    return () => {
      current = false;
    };
  }, []);
  return shared;
}
