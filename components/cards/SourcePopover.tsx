import { ExternalLink } from 'lucide-react';
import * as Radix from 'radix-ui/popover';
import type { RefObject } from 'react';
import { useT } from '../i18n/useT.ts';
import { isNothingFocused } from '../ui/isNothingFocused.ts';
import { type Page, numbersText } from './pages.ts';
import { withoutHidden } from './visible.ts';

export type SourcePopoverProps = {
  pages: readonly Page[];
  /** What it hangs on, and where the focus returns to. */
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
};

/** What is cited: the page, the passage, and a way there. */
export function SourcePopover({ pages, anchor, onClose }: SourcePopoverProps) {
  const t = useT('cards');
  return (
    <Radix.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Radix.Anchor virtualRef={anchor} />
      <Radix.Portal>
        <Radix.Content
          aria-label={t('sources')}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (isNothingFocused()) anchor.current?.focus({ preventScroll: true });
          }}
          className="z-50 max-h-[min(24rem,var(--radix-popover-content-available-height))] w-[min(22rem,calc(100vw-1rem))] animate-pop-in space-y-3 overflow-y-auto rounded-xl border border-line bg-raised p-3 text-ink shadow-raised outline-none"
        >
          {pages.map((page) => (
            <article key={page.url}>
              <p className="font-semibold">{withoutHidden(page.title)}</p>
              {page.passages.map(
                ({ number, quote }) =>
                  quote.trim() !== '' && (
                    <blockquote key={number} className="mt-1.5 border-l-2 border-edge pl-2 text-sm text-muted">
                      <span className="mr-1 font-semibold tabular-nums">{number}</span>
                      {withoutHidden(quote)}
                    </blockquote>
                  ),
              )}
              <a
                href={page.url}
                target="_blank"
                rel="noopener noreferrer nofollow"
                className="mt-1.5 inline-flex min-h-6 items-center gap-1.5 text-sm text-accent underline underline-offset-2 pointer-coarse:min-h-11"
              >
                <ExternalLink aria-hidden size={14} className="shrink-0" />
                <span>{t('open', { host: page.host })}</span>
                <span className="sr-only">{numbersText(page.passages.map(({ number }) => number))}</span>
              </a>
            </article>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
