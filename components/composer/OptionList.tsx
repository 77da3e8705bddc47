import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react';
import { cx } from '../ui/cx.ts';

export type OptionListProps<Option> = {
  /** An option's element has this id and its index: `id-0` is the first. */
  id: string;
  label: string;
  options: readonly Option[];
  active: number;
  keyOf: (option: Option) => string;
  onChoose: (option: Option) => void;
  onActive: (index: number) => void;
  children: (option: Option) => ReactNode;
  /** How wide the list may become, and how an option is laid out. */
  className: string;
  optionClassName: string;
  optionStyle?: (option: Option) => CSSProperties | undefined;
  /** Stands below the options and does not scroll with them. */
  below?: ReactNode;
};

/** What can be chosen for the word that is being written, above the composer; the text keeps the focus and its keys. */
export function OptionList<Option>({
  id,
  label,
  options,
  active,
  keyOf,
  onChoose,
  onActive,
  children,
  className,
  optionClassName,
  optionStyle,
  below,
}: OptionListProps<Option>) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div
      className={cx(
        'absolute inset-x-2 bottom-full z-20 mb-1 animate-pop-in rounded-xl border border-line bg-raised shadow-raised',
        className,
      )}
    >
      <div ref={list} id={id} role="listbox" aria-label={label} className="max-h-72 overflow-y-auto p-1">
        {options.map((option, index) => (
          <div
            key={keyOf(option)}
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
            style={optionStyle?.(option)}
            className={cx('flex cursor-pointer rounded-lg', optionClassName, index === active && 'bg-selected')}
          >
            {children(option)}
          </div>
        ))}
      </div>
      {below}
    </div>
  );
}
