'use client';
import { CloudOff, SearchX } from 'lucide-react';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { selectChatRows } from '../../client/select/chatRows.ts';
import { type ContactView, selectContacts, selectMe } from '../../client/select/contacts.ts';
import { matching, reachable } from '../contacts/contactSearch.ts';
import { ContactAvatar } from '../contacts/ContactAvatar.tsx';
import { useAgentWords } from '../contacts/useAgentWords.ts';
import { useDirect } from '../contacts/useDirect.ts';
import { useT } from '../i18n/useT.ts';
import { ChatListRow, type ChatListRowProps } from '../shell/ChatListRow.tsx';
import { useToday } from '../shell/useToday.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { useFailureText } from '../ui/useFailureText.ts';
import { FilterChips } from './FilterChips.tsx';
import { type Filters, isFiltered, narrowed } from './filters.ts';
import { finding } from './finding.ts';
import { isLike } from './isLike.ts';
import { HitRow } from './HitRow.tsx';
import { type Searched, useSearch } from './useSearch.ts';

/** Most chats, people and agents that are shown above the messages. */
const FEW = 6;
const PAGE = 20;

type SearchResultsProps = { text: string; openChatId: string | null; onMenu: ChatListRowProps['onMenu'] };

/** Below the field above the list: chats, people and agents at once, and messages as the server finds them. */
export function SearchResults({ text, openChatId, onMenu }: SearchResultsProps) {
  const t = useT('search');
  const today = useToday();
  const [filters, setFilters] = useState<Filters>({});
  const wanted = text.trim();
  const isNarrow = isFiltered(filters);
  const rows = useWaggleState(useShallow((state) => selectChatRows(state).filter((row) => isLike(row.title, wanted))));
  const contacts = useWaggleState(selectContacts);
  const me = useWaggleState(selectMe);
  const known = rows.flatMap(({ contact }) => contact?.id ?? []);
  const others = isNarrow ? [] : matching(reachable(contacts.values(), { me, except: known }), wanted).slice(0, FEW);
  const chats = isNarrow ? [] : rows.slice(0, FEW);
  const asks = wanted.length > 1 || (isNarrow && wanted === '');
  const query = asks ? { text: wanted.slice(0, 200), limit: PAGE, ...narrowed(filters) } : null;
  const { searched, more, retry } = useSearch(query);

  useEffect(() => {
    finding.setState({ marked: wanted });
    return () => {
      finding.setState({ marked: '' });
    };
  }, [wanted]);

  const nothing = searched.kind === 'found' && searched.hits.length === 0;
  return (
    <div className="pb-3">
      <FilterChips filters={filters} onChange={setFilters} className="px-3 pb-2" />
      {chats.length > 0 && (
        <Group title={t('chats')}>
          {chats.map((row) => (
            <li key={row.chatId}>
              <ChatListRow row={row} open={row.chatId === openChatId} today={today} onMenu={onMenu} />
            </li>
          ))}
        </Group>
      )}
      {others.length > 0 && (
        <Group title={t('contacts')}>
          {others.map((contact) => (
            <li key={contact.id}>
              <ContactRow contact={contact} />
            </li>
          ))}
        </Group>
      )}
      {asks && !nothing && (
        <Group
          title={t('messages')}
          busy={searched.kind === 'searching' || (searched.kind === 'found' && searched.busy)}
        >
          {searched.kind === 'found' &&
            searched.hits.map((hit) => (
              <li key={hit.messageId}>
                <HitRow hit={hit} today={today} />
              </li>
            ))}
        </Group>
      )}
      <Rest
        searched={searched}
        text={wanted}
        alone={chats.length + others.length === 0}
        onMore={more}
        onRetry={retry}
      />
    </div>
  );
}

/** What there is to say about the messages besides those that were found. */
function Rest({
  searched,
  text,
  alone,
  onMore,
  onRetry,
}: {
  searched: Searched;
  text: string;
  alone: boolean;
  onMore: () => unknown;
  onRetry: () => void;
}) {
  const t = useT('search');
  const words = useT('ui');
  const failure = useFailureText();
  switch (searched.kind) {
    case 'idle':
      return null;
    case 'searching':
      return <Skeleton label={t('searching')} rows={3} />;
    case 'failed':
      return (
        <div role="alert" className="flex flex-col items-center gap-2 px-4 py-6 text-center">
          <p className="text-muted">{failure(searched.failure)}</p>
          <Button onClick={onRetry}>{words('tryAgain')}</Button>
        </div>
      );
    case 'found': {
      const { hits, forgiving, partial, onDevice } = searched;
      return (
        <>
          <p role="status" className={hits.length > 0 ? 'sr-only' : 'px-4 py-6 text-center text-muted'}>
            {hits.length === 0 && alone && <SearchX aria-hidden size={32} className="mx-auto mb-2" />}
            {hits.length === 0 ? t('nothing', { text }) : t('foundCount', { count: hits.length })}
          </p>
          {forgiving && hits.length > 0 && <p className="px-5 py-2 text-sm text-muted">{t('forgiving')}</p>}
          {partial && <p className="px-5 py-2 text-sm text-muted">{t('partial')}</p>}
          {onDevice && (
            <p className="mx-3 mt-2 flex items-start gap-2 rounded-lg bg-tint px-3 py-2 text-sm">
              <CloudOff aria-hidden size={16} className="mt-0.5 shrink-0" />
              {t('onDevice')}
            </p>
          )}
          {searched.more && (
            <div className="flex justify-center pt-2">
              <Button disabled={searched.busy} onClick={() => void onMore()}>
                {t('more')}
              </Button>
            </div>
          )}
        </>
      );
    }
  }
}

function Group({ title, busy, children }: { title: string; busy?: boolean; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} aria-busy={busy || undefined}>
      <h2 id={id} className="px-5 pt-3 pb-1 text-sm font-semibold text-muted">
        {title}
      </h2>
      <ul role="list" aria-labelledby={id} className="px-2">
        {children}
      </ul>
    </section>
  );
}

function ContactRow({ contact }: { contact: ContactView }) {
  const agentWords = useAgentWords();
  const { open, busy } = useDirect();
  return (
    <button
      type="button"
      disabled={busy !== null}
      onClick={() => {
        open(contact.id);
      }}
      className="flex w-full items-center gap-3 rounded-xl px-3 py-2 text-left transition-colors hover:bg-hover hover:[--avatar-ring:var(--color-hover)] focus-visible:-outline-offset-2"
    >
      <ContactAvatar contact={contact} size="large" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-semibold">{contact.name}</span>
        {contact.kind === 'agent' && (
          <span className="block truncate text-sm text-muted">{agentWords(contact.agent).about}</span>
        )}
      </span>
    </button>
  );
}
