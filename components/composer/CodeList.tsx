import { useEffect, useRef } from 'react';
import { useT } from '../i18n/useT.ts';
import { cx } from '../ui/cx.ts';
import type { CodeOption } from './shortcodes.ts';

export type CodeListProps = {
  id: string;
  options: readonly CodeOption[];
  active: number;
  onChoose: (option: CodeOption) => void;
  onActive: (index: number) => void;
};

/** Emojis whose shortcode begins so, above the composer; the text keeps the focus. */
export function CodeList({ id, options, active, onChoose, onActive }: CodeListProps) {
  const t = useT('emoji');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={t('codes')}
      className="absolute inset-x-2 bottom-full z-20 mb-1 max-h-72 max-w-xs animate-pop-in overflow-y-auto rounded-xl border border-line bg-raised p-1 shadow-raised"
    >
      {options.map((option, index) => (
        <div
          key={option.emoji}
          id={`${id}-${String(index)}`}
          role="option"
          aria-selected={index === active}
          tabIndex={-1}
          onPointerDown={(event) => {
            event.preventDefault();
          }}
          onPointerMove={() => {
            onActive(index);
          }}
          onClick={() => {
            onChoose(option);
          }}
          onKeyDown={undefined}
          className={cx(
            'flex min-h-9 cursor-pointer items-center gap-3 rounded-lg px-2 pointer-coarse:min-h-11',
            index === active && 'bg-selected',
          )}
        >
          <span aria-hidden className="text-xl">
            {option.emoji}
          </span>
          <span className="min-w-0 truncate">:{option.code}:</span>
        </div>
      ))}
    </div>
  );
}
