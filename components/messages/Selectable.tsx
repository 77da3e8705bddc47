import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormatter } from 'use-intl';
import type { Message } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { cx } from '../ui/cx.ts';
import { useThreadState, useThreadUi } from './ThreadUiProvider.tsx';

/** The row of a bubble: while messages are being selected a box beside it, and a tap anywhere ticks it. */
export function Selectable({ message, name, children }: { message: Message; name: string; children: ReactNode }) {
  const t = useT('actions');
  const format = useFormatter();
  const ui = useThreadUi();
  const selecting = useThreadState(({ selected }) => selected !== null);
  const ticked = useThreadState(({ selected }) => selected?.includes(message.id) ?? false);
  if (!selecting) return children;
  const time = format.dateTime(message.createdAt, { hour: 'numeric', minute: '2-digit' });
  const may = message.deletedAt === null && message.status !== 'streaming';
  return (
    <div className={cx('relative flex items-center pl-3 md:pl-5', ticked && 'bg-honey/15')}>
      <span
        aria-hidden
        className={cx(
          'flex size-6 shrink-0 items-center justify-center rounded-full border',
          !may && 'invisible',
          ticked ? 'border-accent bg-accent text-panel' : 'border-edge bg-panel',
        )}
      >
        {ticked && <Check size={15} strokeWidth={3} />}
      </span>
      <div inert className="min-w-0 flex-1">
        {children}
      </div>
      {may && (
        <button
          type="button"
          role="checkbox"
          aria-checked={ticked}
          aria-label={t('selection.tick', { name, time })}
          onClick={() => {
            ui.toggle(message.id);
          }}
          className="absolute inset-0 z-2 cursor-pointer focus-visible:-outline-offset-2"
        />
      )}
    </div>
  );
}
