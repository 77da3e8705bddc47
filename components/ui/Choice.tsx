import { Fragment, type ReactNode, useId } from 'react';
import { cx } from './cx.ts';

export type ChoiceProps<T extends string> = {
  label: string;
  value: T;
  /** `below` is what more there is to say of one, under it. */
  options: readonly { value: T; label: string; hint?: ReactNode; below?: ReactNode }[];
  disabled?: boolean;
  /** `row`: short words side by side; `list`: one below the other, each with its explanation. */
  shape?: 'row' | 'list';
  onChange: (value: T) => void;
};

/** One of a few, all visible: a group of radio buttons. */
export function Choice<T extends string>({ label, value, options, disabled, shape = 'row', onChange }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset disabled={disabled} className="min-w-0">
      <legend className="mb-1.5 font-medium">{label}</legend>
      <div className={shape === 'row' ? 'flex flex-wrap gap-2' : 'flex flex-col gap-2'}>
        {options.map((option) => (
          <Fragment key={option.value}>
            <label
              className={cx(
                'relative flex cursor-pointer rounded-lg border transition has-disabled:cursor-default has-disabled:opacity-60',
                'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
                shape === 'row'
                  ? 'min-h-10 items-center gap-2 px-3 pointer-coarse:min-h-11'
                  : 'items-start gap-3 px-3 py-2.5',
                option.value === value ? 'border-accent bg-tint' : 'border-edge/60 bg-panel hover:bg-hover',
              )}
            >
              <input
                type="radio"
                name={name}
                value={option.value}
                checked={option.value === value}
                onChange={() => {
                  onChange(option.value);
                }}
                className="size-4 shrink-0 outline-none"
                style={shape === 'list' ? { marginTop: 2 } : undefined}
              />
              <span className="min-w-0">
                <span className="block">{option.label}</span>
                {option.hint != null && <span className="mt-0.5 block text-sm text-muted">{option.hint}</span>}
              </span>
            </label>
            {option.below}
          </Fragment>
        ))}
      </div>
    </fieldset>
  );
}
