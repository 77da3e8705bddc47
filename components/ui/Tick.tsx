import { Check } from 'lucide-react';
import { cx } from './cx.ts';

/** Shows whether something is picked, for what says so itself. */
export function Tick({ on }: { on: boolean }) {
  return (
    <span
      aria-hidden
      className={cx(
        'flex size-5 shrink-0 items-center justify-center rounded-md border',
        on ? 'border-accent bg-accent text-panel' : 'border-edge',
      )}
    >
      {on && <Check size={14} strokeWidth={3} />}
    </span>
  );
}
