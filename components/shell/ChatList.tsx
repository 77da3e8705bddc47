'use client';
import { FolderPlus, MessageCirclePlus } from 'lucide-react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { Virtualizer } from 'virtua';
import { type ChatRow, selectChatRows } from '../../client/select/chatRows.ts';
import { useT } from '../i18n/useT.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { arrangeRows } from './arrangeRows.ts';
import { ChatListRow } from './ChatListRow.tsx';
import { ColumnHead } from './ColumnHead.tsx';
import { navigate } from './navigation.ts';
import { Starters } from './Starters.tsx';
import { useToday } from './useToday.ts';
import { useWaggleState } from './WaggleProvider.tsx';

/** From this many rows on only those in view are drawn. */
const MANY = 100;

/** The left column of the chats: head, filter and the list itself, newest first. */
export function ChatList({ openChatId, starters }: { openChatId: string | null; starters: boolean }) {
  const t = useT('shell');
  const words = useT('ui');
  const workspace = useWaggleState((state) => state.workspace?.workspace.name ?? '');
  const [text, setText] = useState('');
  return (
    <>
      <ColumnHead title={workspace === '' ? t('chats') : workspace}>
        <IconButton
          icon={FolderPlus}
          label={t('newProject')}
          onClick={() => {
            navigate({ kind: 'new-project' });
          }}
        />
        <IconButton
          icon={MessageCirclePlus}
          label={t('newChat')}
          onClick={() => {
            navigate({ kind: 'new-chat' });
          }}
        />
      </ColumnHead>
      <SearchField
        label={t('filter')}
        clearLabel={words('clear')}
        text={text}
        onChange={setText}
        className="mx-3 mb-2"
      />
      <Rows filter={text} openChatId={openChatId} starters={starters} />
    </>
  );
}

function Rows({ filter, openChatId, starters }: { filter: string; openChatId: string | null; starters: boolean }) {
  const t = useT('shell');
  const words = useT('ui');
  const newest = useWaggleState(selectChatRows);
  const agents = useWaggleState((state) => state.workspace?.agents);
  const rows = useMemo(() => arrangeRows(newest, agents?.map(({ id }) => id) ?? []), [newest, agents]);
  const loaded = useWaggleState((state) => state.loaded);
  const today = useToday();
  const scroller = useRef<HTMLDivElement>(null);
  const wanted = filter.trim().toLocaleLowerCase();
  const shown = wanted === '' ? rows : rows.filter((row) => row.title.toLocaleLowerCase().includes(wanted));
  const row = (entry: ChatRow): ReactNode => (
    <ChatListRow row={entry} open={entry.chatId === openChatId} today={today} />
  );
  const body = () => {
    if (!loaded && rows.length === 0) return <Skeleton label={words('loading')} />;
    if (shown.length > MANY) {
      return (
        <div role="list" aria-label={t('chats')} className="px-2">
          <Virtualizer scrollRef={scroller}>
            {shown.map((entry) => (
              <div key={entry.chatId} role="listitem">
                {row(entry)}
              </div>
            ))}
          </Virtualizer>
        </div>
      );
    }
    return (
      <>
        <ul role="list" aria-label={t('chats')} className="px-2 pb-2">
          {shown.map((entry) => (
            <li key={entry.chatId}>{row(entry)}</li>
          ))}
        </ul>
        {shown.length === 0 && (
          <p role="status" className="px-4 py-6 text-center text-muted">
            {wanted === '' ? t('noChats') : t('noMatch', { text: filter.trim() })}
          </p>
        )}
      </>
    );
  };
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
      {starters && wanted === '' && loaded && (
        <section className="mx-3 mb-3 rounded-2xl bg-tint p-3">
          <h2 className="mb-2 font-semibold">{t('startersTitle')}</h2>
          <Starters />
        </section>
      )}
      {body()}
    </div>
  );
}
