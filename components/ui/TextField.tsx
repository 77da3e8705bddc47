import { Eye, EyeOff } from 'lucide-react';
import {
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type TextareaHTMLAttributes,
  useId,
  useState,
} from 'react';
import { cx } from './cx.ts';

export const fieldClass =
  'w-full rounded-lg border border-edge bg-panel px-3 py-2 text-ink transition hover:border-ink/60 ' +
  'focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent aria-invalid:border-danger ' +
  'aria-invalid:focus:outline-danger disabled:opacity-60 pointer-coarse:min-h-11';

type Around = { label: string; hint?: ReactNode; error?: string | null | false };

function useDescription({ hint, error }: Pick<Around, 'hint' | 'error'>) {
  const id = useId();
  const described = [hint != null && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return {
    id,
    aria: { 'aria-invalid': error ? true : undefined, 'aria-describedby': described || undefined },
  };
}

function Frame({ id, label, hint, error, children }: Around & { id: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children}
      {hint != null && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  );
}

export type TextFieldProps = Around & InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> };

export function TextField({ label, hint, error, className, ...rest }: TextFieldProps) {
  const { id, aria } = useDescription({ hint, error });
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <input {...rest} {...aria} id={id} className={cx(fieldClass, className)} />
    </Frame>
  );
}

export type TextAreaProps = Around & TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> };

/** A field of several lines that grows with its text. */
export function TextArea({ label, hint, error, className, ...rest }: TextAreaProps) {
  const { id, aria } = useDescription({ hint, error });
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <textarea
        {...rest}
        {...aria}
        id={id}
        className={cx(
          fieldClass,
          'field-sizing-content max-h-80 min-h-20 pointer-coarse:min-h-20 supports-[field-sizing:content]:resize-none',
          className,
        )}
      />
    </Frame>
  );
}

export type PasswordFieldProps = Omit<TextFieldProps, 'type'> & { showLabel: string; hideLabel: string };

export function PasswordField({ label, hint, error, className, showLabel, hideLabel, ...rest }: PasswordFieldProps) {
  const { id, aria } = useDescription({ hint, error });
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <div className="relative">
        <input
          {...rest}
          {...aria}
          id={id}
          type={shown ? 'text' : 'password'}
          autoCapitalize="off"
          spellCheck={false}
          className={cx(fieldClass, 'pr-12', className)}
        />
        <button
          type="button"
          aria-label={shown ? hideLabel : showLabel}
          title={shown ? hideLabel : showLabel}
          aria-controls={id}
          onClick={() => {
            setShown(!shown);
          }}
          className="absolute inset-y-0 right-0 flex w-11 items-center justify-center rounded-r-lg text-muted hover:text-ink"
        >
          <Icon aria-hidden size={18} />
        </button>
      </div>
    </Frame>
  );
}
