import { type SyntheticEvent, useRef, useState } from 'react';
import type { Failure, Reply } from '../../shared/reply.ts';
import { useFailureText } from '../ui/useFailureText.ts';

export type FormState = {
  busy: boolean;
  /** What the server answered, in words. */
  failure: string | null;
  /** Clears the failure, for when the person changes something. */
  clear: () => void;
  submit: (event: SyntheticEvent<HTMLFormElement>) => void;
};

/**
 * A form that first checks its fields (`isComplete`; the first invalid one gets the focus), then sends once at a time
 * and words what went wrong.
 */
export function useForm(isComplete: () => boolean, send: () => Promise<Reply<unknown>>): FormState {
  const words = useFailureText();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const running = useRef(false);

  const run = async (form: HTMLFormElement) => {
    if (running.current) return;
    if (!isComplete()) {
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    running.current = true;
    setBusy(true);
    setFailure(null);
    const reply = await send();
    running.current = false;
    setBusy(false);
    if (!reply.ok) setFailure(reply);
  };

  return {
    busy,
    failure: failure && words(failure),
    clear: () => {
      setFailure(null);
    },
    submit: (event) => {
      event.preventDefault();
      void run(event.currentTarget);
    },
  };
}
