import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, Ref } from 'react';
import { cx } from './cx.ts';

export type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'aria-label'> & {
  icon: LucideIcon;
  /** The accessible name, also shown as a tooltip. */
  label: string;
  kind?: 'quiet' | 'primary';
  size?: 'normal' | 'small';
  ref?: Ref<HTMLButtonElement>;
};

/** A round button of 40 px (32 px small), 44 px where a finger points. */
export function IconButton({
  icon: Icon,
  label,
  kind = 'quiet',
  size = 'normal',
  className,
  type,
  ...rest
}: IconButtonProps) {
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      aria-label={label}
      title={label}
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-full transition select-none disabled:opacity-55',
        'pointer-coarse:min-h-11 pointer-coarse:min-w-11',
        size === 'small' ? 'size-8' : 'size-10',
        kind === 'primary'
          ? 'bg-honey text-on-honey hover:brightness-105 active:brightness-95'
          : 'text-muted hover:bg-hover hover:text-ink active:bg-selected aria-expanded:bg-hover aria-expanded:text-ink',
        className,
      )}
    >
      <Icon aria-hidden size={size === 'small' ? 18 : 20} strokeWidth={1.9} />
    </button>
  );
}
