import { useMemo, useRef, useState } from 'react';
import type { Source } from '../../shared/toolCard.ts';
import { useT } from '../i18n/useT.ts';
import { numbersText, type Page, pagesOf } from './pages.ts';
import { SourcePopover } from './SourcePopover.tsx';
import { withoutHidden } from './visible.ts';

/** So many pages are shown at first. */
const FEW = 6;

/** What an answer cites, page by page, below its text. */
export function Sources({ sources }: { sources: readonly Source[] }) {
  const t = useT('cards');
  const pages = useMemo(() => pagesOf(sources), [sources]);
  const [all, setAll] = useState(false);
  if (pages.length === 0) return null;
  const shown = all || pages.length <= FEW + 1 ? pages : pages.slice(0, FEW);
  return (
    <ul role="list" aria-label={t('sources')} className="sources">
      {shown.map((page) => (
        <li key={page.url} className="max-w-full min-w-0">
          <Chip page={page} />
        </li>
      ))}
      {shown.length < pages.length && (
        <li>
          <button
            type="button"
            className="source"
            aria-label={t('more', { count: pages.length - shown.length })}
            onClick={() => {
              setAll(true);
            }}
          >
            +{pages.length - shown.length}
          </button>
        </li>
      )}
    </ul>
  );
}

function Chip({ page }: { page: Page }) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const title = withoutHidden(page.title);
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        title={title}
        className="source"
        onClick={() => {
          setOpen(true);
        }}
      >
        <span className="font-semibold text-agent tabular-nums">
          {numbersText(page.passages.map(({ number }) => number))}
        </span>
        <span className="max-w-48 shrink-0 truncate">{page.host}</span>
        {title !== page.host && <span className="min-w-0 truncate text-muted">{title}</span>}
      </button>
      {open && (
        <SourcePopover
          pages={[page]}
          anchor={button}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}
