import type { ReactNode } from 'react';
import { cx } from './cx.ts';

const kinds = {
  plain: 'bg-sunken text-muted',
  quiet: 'bg-edge text-panel font-semibold',
  honey: 'bg-honey text-on-honey font-semibold',
  accent: 'bg-tint text-accent',
  success: 'bg-success-tint text-success',
  danger: 'bg-danger-tint text-danger',
} as const;

/** A short fact in a pill. */
export function Badge({
  kind = 'plain',
  className,
  children,
}: {
  kind?: keyof typeof kinds;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={cx(
        'inline-flex min-h-5 shrink-0 items-center justify-center gap-1 rounded-full px-2 text-xs font-medium',
        kinds[kind],
        className,
      )}
    >
      {children}
    </span>
  );
}
