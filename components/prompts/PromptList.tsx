import { useEffect, useRef } from 'react';
import type { ConnectionPrompt } from '../../shared/connection.ts';
import { useT } from '../i18n/useT.ts';
import { cx } from '../ui/cx.ts';

export type PromptListProps = {
  id: string;
  options: readonly ConnectionPrompt[];
  active: number;
  /** Servers that did not answer. */
  silent: readonly string[];
  onChoose: (option: ConnectionPrompt) => void;
  onActive: (index: number) => void;
};

/** What servers have ready, above the composer; the arrow keys move through it while the text keeps the focus. */
export function PromptList({ id, options, active, silent, onChoose, onActive }: PromptListProps) {
  const t = useT('prompts');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div className="absolute inset-x-2 bottom-full z-20 mb-1 max-w-md animate-pop-in rounded-xl border border-line bg-raised shadow-raised">
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label={t('list')}
        className="max-h-72 overflow-y-auto p-1 break-words hyphens-auto"
      >
        {options.map((option, index) => (
          <div
            key={`${option.connectionId} ${option.name}`}
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
              'flex min-h-11 cursor-pointer flex-col justify-center rounded-lg px-3 py-1.5',
              index === active && 'bg-selected',
            )}
          >
            <span className="flex items-baseline gap-2">
              <span className="min-w-0 flex-1 truncate font-medium">{option.title}</span>
              <span className="max-w-[40%] truncate text-xs text-muted">{option.server}</span>
            </span>
            {option.about !== '' && <span className="line-clamp-2 text-xs text-muted">{option.about}</span>}
          </div>
        ))}
      </div>
      {silent.length > 0 && (
        <p className="border-t border-line px-4 py-2 text-xs break-words text-muted">
          {t('silent', { names: silent.join(', ') })}
        </p>
      )}
    </div>
  );
}
