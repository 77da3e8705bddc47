'use client';
import { Search, X } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { cx } from './cx.ts';
import { IconButton } from './IconButton.tsx';

export type SearchFieldProps = {
  id?: string;
  label: string;
  clearLabel: string;
  text: string;
  autoFocus?: boolean;
  className?: string;
  onChange: (text: string) => void;
  onEnter?: () => void;
};

/** Narrows what stands below it while one types. Escape empties it first. */
export function SearchField({
  id,
  label,
  clearLabel,
  text,
  autoFocus,
  className,
  onChange,
  onEnter,
}: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const handleKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || text.trim() === '') return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      event.preventDefault();
      onChange('');
    } else if (event.key === 'Enter' && onEnter) {
      event.preventDefault();
      onEnter();
    }
  };
  return (
    <div className={cx('relative', className)}>
      <Search
        aria-hidden
        size={18}
        className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted"
      />
      <input
        ref={field}
        id={id}
        type="search"
        value={text}
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        autoFocus={autoFocus}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        onKeyDown={handleKey}
        className="h-10 w-full rounded-full bg-sunken pr-11 pl-10 transition focus:bg-panel focus:outline-2 focus:-outline-offset-2 focus:outline-accent pointer-coarse:h-11 [&::-webkit-search-cancel-button]:hidden"
      />
      {text !== '' && (
        <IconButton
          icon={X}
          size="small"
          label={clearLabel}
          onClick={() => {
            onChange('');
            field.current?.focus();
          }}
          className="absolute! top-1/2 right-1 -translate-y-1/2 pointer-coarse:right-0"
        />
      )}
    </div>
  );
}
