'use client';
import { CalendarDays, ChevronDown, ChevronUp, Search, SlidersHorizontal, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useT } from '../i18n/useT.ts';
import { useThreadUi } from '../messages/ThreadUiProvider.tsx';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { FilterChips } from './FilterChips.tsx';
import { type Filters, isFiltered, midnight, narrowed } from './filters.ts';
import { finding } from './finding.ts';
import { type Searched, useSearch } from './useSearch.ts';

/** As many matches are known at a time; older ones are fetched when one goes on. */
const PAGE = 50;

/** The bar that searches one chat: goes from match to match, the newest first. */
export function ChatSearch({ chatId, onClose }: { chatId: string; onClose: () => void }) {
  const t = useT('search');
  const ui = useThreadUi();
  const waggle = useWaggle();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [filters, setFilters] = useState<Filters>({});
  const [narrowing, setNarrowing] = useState(false);
  const [place, setPlace] = useState(0);
  const asked = useStore(finding, (state) => state.asked);
  const wanted = text.trim();
  const asks = wanted.length > 1 || (wanted === '' && isFiltered(filters));
  const { searched, more } = useSearch(
    asks ? { text: wanted.slice(0, 200), chatId, limit: PAGE, ...narrowed(filters) } : null,
  );
  const hits = searched.kind === 'found' ? searched.hits : [];
  const fresh = searched.kind === 'found' && !searched.busy;
  const first = fresh ? hits[0]?.messageId : undefined;

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [asked]);
  useEffect(() => {
    finding.setState({ marked: wanted });
    return () => {
      finding.setState({ marked: '' });
    };
  }, [wanted]);
  // Other words or filters: from the newest match on again.
  const [begun, setBegun] = useState(first);
  if (begun !== first) {
    setBegun(first);
    setPlace(0);
  }
  useEffect(() => {
    if (first !== undefined) void ui.jump(first);
  }, [first, ui]);

  const go = async (to: number) => {
    const known = hits[to] ?? (to === hits.length ? (await more())[0] : undefined);
    if (!known) return;
    setPlace(to);
    void ui.jump(known.messageId);
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      void go(event.shiftKey ? place - 1 : place + 1);
    }
  };
  const handleEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  const handleDay = (day: string) => {
    const at = midnight(day);
    if (at === undefined) return;
    void waggle.loadAt(chatId, at).then((seq) => {
      const chat = waggle.store.getState().chats[chatId];
      const message = Object.values(chat?.messages ?? {}).find((one) => one.seq === seq);
      if (message) void ui.jump(message.id);
    });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes it from wherever the focus is in it
    <search
      aria-label={t('inChat')}
      onKeyDown={handleEscape}
      className="z-10 flex animate-fade-in flex-col gap-2 border-b border-line bg-panel px-2 py-2 md:px-3"
    >
      <div className="flex items-center gap-0.5">
        <div className="relative min-w-0 flex-1">
          <Search
            aria-hidden
            size={18}
            className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted"
          />
          <input
            ref={field}
            type="search"
            value={text}
            aria-label={t('inChat')}
            placeholder={t('inChat')}
            autoComplete="off"
            enterKeyHint="search"
            onChange={(event) => {
              setText(event.target.value);
            }}
            onKeyDown={handleKey}
            className="h-10 w-full rounded-full bg-sunken pr-24 pl-10 transition focus:bg-panel focus:outline-2 focus:-outline-offset-2 focus:outline-accent pointer-coarse:h-11 [&::-webkit-search-cancel-button]:hidden"
          />
          <span className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-sm text-muted tabular-nums">
            <Position searched={searched} place={place} />
          </span>
        </div>
        <IconButton
          icon={ChevronUp}
          label={t('older')}
          disabled={hits.length === 0}
          onClick={() => void go(place + 1)}
        />
        <IconButton icon={ChevronDown} label={t('newer')} disabled={place === 0} onClick={() => void go(place - 1)} />
        <IconButton
          icon={SlidersHorizontal}
          label={t('showFilters')}
          aria-expanded={narrowing}
          onClick={() => {
            setNarrowing(!narrowing);
          }}
        />
        <DayButton label={t('jumpToDay')} onDay={handleDay} />
        <IconButton icon={X} label={t('close')} onClick={onClose} />
      </div>
      {narrowing && <FilterChips filters={filters} onChange={setFilters} chatId={chatId} />}
      <Notes searched={searched} />
    </search>
  );
}

/** Which match is shown, and of how many. */
function Position({ searched, place }: { searched: Searched; place: number }) {
  const t = useT('search');
  if (searched.kind === 'searching' || (searched.kind === 'found' && searched.busy)) return <Spinner />;
  if (searched.kind !== 'found') return null;
  const count = searched.hits.length;
  const words = count === 0 ? t('none') : t(searched.more ? 'positionMore' : 'position', { place: place + 1, count });
  return <span role="status">{words}</span>;
}

function Notes({ searched }: { searched: Searched }) {
  const t = useT('search');
  if (searched.kind !== 'found') return null;
  const { forgiving, hits, partial, onDevice } = searched;
  return (
    <>
      {forgiving && hits.length > 0 && <p className="px-2 text-sm text-muted">{t('forgiving')}</p>}
      {partial && <p className="px-2 text-sm text-muted">{t('partial')}</p>}
      {onDevice && <p className="px-2 text-sm text-muted">{t('onDevice')}</p>}
    </>
  );
}

/** The browser's own calendar behind a button; where it cannot be opened by one, the field is there to be used. */
function DayButton({ label, onDay }: { label: string; onDay: (day: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [day, setDay] = useState('');
  return (
    <span className="relative">
      <IconButton
        icon={CalendarDays}
        label={label}
        onClick={() => {
          field.current?.showPicker();
        }}
      />
      <input
        ref={field}
        type="date"
        tabIndex={-1}
        aria-hidden
        value={day}
        onChange={(event) => {
          setDay(event.target.value);
          onDay(event.target.value);
        }}
        className="pointer-events-none absolute inset-0 opacity-0"
      />
    </span>
  );
}
