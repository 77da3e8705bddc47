import type { ButtonHTMLAttributes, Ref } from 'react';
import { cx } from './cx.ts';
import { Spinner } from './Spinner.tsx';

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger';

const kinds: Record<ButtonKind, string> = {
  primary: 'bg-honey text-on-honey font-semibold hover:brightness-105 active:brightness-95',
  secondary: 'border border-edge bg-panel text-ink hover:bg-hover active:bg-selected',
  quiet: 'text-accent font-medium hover:bg-tint active:bg-selected',
  danger: 'border border-danger text-danger font-medium hover:bg-danger-tint',
};

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  kind?: ButtonKind;
  size?: 'normal' | 'small';
  /** Shows a spinner in front of the words; further taps do nothing. */
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
};

export function Button({
  kind = 'secondary',
  size = 'normal',
  busy = false,
  className,
  children,
  type,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={
        busy
          ? (event) => {
              event.preventDefault();
            }
          : onClick
      }
      className={cx(
        'inline-flex items-center justify-center gap-2 rounded-lg text-center transition select-none [&>svg]:shrink-0',
        'disabled:opacity-55 disabled:hover:brightness-100 pointer-coarse:min-h-11',
        size === 'small' ? 'min-h-8 px-3 py-1 text-sm' : 'min-h-10 px-4 py-2',
        kinds[kind],
        className,
      )}
    >
      {busy && <Spinner className="-ml-1" />}
      {children}
    </button>
  );
}
