import { type ReactNode, useId } from 'react';

export type SwitchProps = {
  label: string;
  hint?: ReactNode;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
};

/** A setting that holds at once. */
export function Switch({ label, hint, checked, disabled, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex min-h-11 items-center gap-4 py-1">
      <div className="min-w-0 flex-1">
        <p id={`${id}-label`}>{label}</p>
        {hint != null && (
          <p id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        )}
      </div>
      <button
        type="button"
        role="switch"
        aria-checked={checked}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint == null ? undefined : `${id}-hint`}
        disabled={disabled}
        onClick={() => {
          onChange(!checked);
        }}
        className="group relative -my-2 inline-flex h-11 w-12 shrink-0 items-center justify-center rounded-full disabled:opacity-55"
      >
        <span className="relative block h-6 w-11 rounded-full border border-edge bg-sunken transition group-aria-checked:border-accent group-aria-checked:bg-accent">
          <span className="absolute top-[3px] left-[3px] size-4 rounded-full bg-edge transition group-aria-checked:translate-x-5 group-aria-checked:bg-panel" />
        </span>
      </button>
    </div>
  );
}
