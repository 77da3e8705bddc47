import { createContext, lazy, type ReactNode, Suspense, useContext, useRef, useState } from 'react';
import type { Source } from '../../shared/toolCard.ts';
import { numbersText, pagesOf } from '../cards/pages.ts';
import { withoutHidden } from '../cards/visible.ts';
import { useT } from '../i18n/useT.ts';

const SourcePopover = lazy(() =>
  import('../cards/SourcePopover.tsx').then((module) => ({ default: module.SourcePopover })),
);

/** What the text around cites. */
export const Cited = createContext<readonly Source[]>([]);

/** A mark such as `[1]`: a link to what it cites, which opens the passage first. It never changes its size. */
export function Cite({ children, 'data-numbers': numbers = '' }: { children?: ReactNode; 'data-numbers'?: string }) {
  const t = useT('cards');
  const anchor = useRef<HTMLAnchorElement>(null);
  const [open, setOpen] = useState(false);
  const wanted = new Set(numbers.split(',').map(Number));
  const pages = pagesOf(useContext(Cited).filter(({ number }) => wanted.has(number)));
  const [first] = pages;
  if (!first) return <span className="cite">{children}</span>;
  const shown = pages.flatMap(({ passages }) => passages.map(({ number }) => number)).sort((a, b) => a - b);
  return (
    <>
      <a
        ref={anchor}
        href={first.url}
        target="_blank"
        rel="noopener noreferrer nofollow"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={t('source', {
          numbers: numbersText(shown),
          title: withoutHidden(pages.map(({ title }) => title).join(', ')),
        })}
        className="cite"
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {children}
      </a>
      {open && (
        <Suspense>
          <SourcePopover
            pages={pages}
            anchor={anchor}
            onClose={() => {
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
