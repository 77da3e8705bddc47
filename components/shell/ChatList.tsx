'use client';
import { Archive, ArrowLeft, FolderPlus, MessageCirclePlus } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { Virtualizer } from 'virtua';
import { useStore } from 'zustand';
import { type ChatRow, selectChatRows } from '../../client/select/chatRows.ts';
import { useT } from '../i18n/useT.ts';
import { IconButton } from '../ui/IconButton.tsx';
import type { Point } from '../ui/PointMenu.tsx';
import { EVERYTHING, finding, searchFor } from '../search/finding.ts';
import { SearchField } from '../ui/SearchField.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { arrangeRows } from './arrangeRows.ts';
import { ChatListRow } from './ChatListRow.tsx';
import { ColumnHead } from './ColumnHead.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { navigate } from './navigation.ts';
import { ScreenLink } from './ScreenLink.tsx';
import { Starters } from './Starters.tsx';
import { useSteady } from './useSteady.ts';
import { useToday } from './useToday.ts';
import { useWaggleState } from './WaggleProvider.tsx';

const SearchResults = lazy(() =>
  import('../search/SearchResults.tsx').then((module) => ({ default: module.SearchResults })),
);
const ChatMenu = lazy(() => import('./ChatMenu.tsx').then((module) => ({ default: module.ChatMenu })));

/** From this many rows on only those in view are drawn. */
const MANY = 100;

export type ChatListProps = {
  openChatId: string | null;
  starters: boolean;
  /** The archived ones in the place of the others. */
  archived: boolean;
  /** From the archived ones to the others. */
  onBack: () => void;
};

/** The left column of the chats: head, filter and the list itself, newest first. */
export function ChatList({ openChatId, starters, archived, onBack }: ChatListProps) {
  const t = useT('shell');
  const words = useT('ui');
  const search = useT('search');
  const workspace = useWaggleState((state) => state.workspace?.workspace.name ?? '');
  const text = useStore(finding, (state) => state.everywhere);
  if (archived) return <Archived openChatId={openChatId} onBack={onBack} />;
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
        id={EVERYTHING}
        label={search('everything')}
        clearLabel={words('clear')}
        text={text}
        onChange={searchFor}
        className="mx-3 mb-2"
      />
      <Rows filter={text} openChatId={openChatId} starters={starters} archived={false} />
    </>
  );
}

/** The chats that were put away, with the way back. */
function Archived({ openChatId, onBack }: Pick<ChatListProps, 'openChatId' | 'onBack'>) {
  const t = useT('chats');
  const words = useT('ui');
  return (
    <>
      <div className="flex h-16 shrink-0 items-center gap-1 px-2">
        <IconButton icon={ArrowLeft} label={words('back')} onClick={onBack} />
        <h1 className="min-w-0 flex-1 truncate text-xl font-bold">{t('archived')}</h1>
      </div>
      <p className="px-4 pb-3 text-sm text-muted">{t('archivedIntro')}</p>
      <Rows filter="" openChatId={openChatId} starters={false} archived />
    </>
  );
}

/** Leads to the chats that were put away, and says of how many there is something new. */
function ArchivedLink({ rows }: { rows: readonly ChatRow[] }) {
  const t = useT('chats');
  const unread = rows.filter((row) => row.unread > 0 || row.markedUnread).length;
  return (
    <ScreenLink
      to={{ kind: 'archived' }}
      className="mx-2 mb-1 flex min-h-11 items-center gap-3 rounded-xl px-3 py-2 hover:bg-hover focus-visible:-outline-offset-2"
    >
      <span aria-hidden className="flex w-12 justify-center text-muted">
        <Archive size={20} />
      </span>
      <span className="min-w-0 flex-1 font-medium">{t('archived')}</span>
      {unread > 0 && (
        <span className="text-sm text-muted tabular-nums">
          <span aria-hidden>{unread}</span>
          <span className="sr-only">{t('archivedUnread', { count: unread })}</span>
        </span>
      )}
    </ScreenLink>
  );
}

type RowsProps = Omit<ChatListProps, 'onBack'> & { filter: string };
type Pointed = { chatId: string; at: Point; opener: HTMLElement | null };

function Rows({ filter, openChatId, starters, archived }: RowsProps) {
  const t = useT('shell');
  const words = useT('ui');
  const newest = useWaggleState(selectChatRows);
  const agents = useWaggleState((state) => state.workspace?.agents);
  const all = useMemo(() => arrangeRows(newest, agents?.map(({ id }) => id) ?? []), [newest, agents]);
  const rows = useMemo(() => all.filter((row) => row.archived === archived), [all, archived]);
  const away = useMemo(() => (archived ? [] : all.filter((row) => row.archived)), [all, archived]);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const handleMenu = useCallback((chatId: string, at: Point, opener: HTMLElement | null) => {
    setPointed({ chatId, at, opener });
  }, []);
  const chats = useT('chats');
  const loaded = useWaggleState((state) => state.loaded);
  const today = useToday();
  const label = archived ? chats('archived') : t('chats');
  const scroller = useRef<HTMLDivElement>(null);
  const wanted = filter.trim().toLocaleLowerCase();
  const found = wanted === '' ? rows : all.filter((row) => row.title.toLocaleLowerCase().includes(wanted));
  const shown = useSteady(found, scroller);
  const row = (entry: ChatRow): ReactNode => (
    <ChatListRow row={entry} open={entry.chatId === openChatId} today={today} onMenu={handleMenu} />
  );
  const body = () => {
    if (!loaded && rows.length === 0) return <Skeleton label={words('loading')} />;
    if (shown.length > MANY) {
      return (
        <div role="list" aria-label={label} className="px-2">
          <Virtualizer scrollRef={scroller}>
            {shown.map((entry) => (
              <div key={entry.chatId} role="listitem" className="pointer-events-auto">
                {row(entry)}
              </div>
            ))}
          </Virtualizer>
        </div>
      );
    }
    return (
      <>
        <ul role="list" aria-label={label} className="px-2 pb-2">
          {shown.map((entry) => (
            <li key={entry.chatId}>{row(entry)}</li>
          ))}
        </ul>
        {shown.length === 0 && (
          <p role="status" className="px-4 py-6 text-center text-muted">
            {archived ? chats('noArchived') : wanted === '' ? t('noChats') : t('noMatch', { text: filter.trim() })}
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
      {away.length > 0 && wanted === '' && <ArchivedLink rows={away} />}
      {wanted === '' ? (
        body()
      ) : (
        <ErrorBoundary scope="search">
          <Suspense fallback={body()}>
            <SearchResults text={filter} openChatId={openChatId} onMenu={handleMenu} />
          </Suspense>
        </ErrorBoundary>
      )}
      {pointed && (
        <ErrorBoundary scope={pointed.chatId}>
          <Suspense>
            <ChatMenu
              key={pointed.chatId}
              {...pointed}
              onClose={() => {
                setPointed(null);
              }}
            />
          </Suspense>
        </ErrorBoundary>
      )}
    </div>
  );
}
