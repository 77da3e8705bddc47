import { useState } from 'react';

export type Completion<T> = {
  /** Whether the list is shown. */
  open: boolean;
  options: readonly T[];
  active: number;
  setActive: (index: number) => void;
  /** Closes the list until something else is being completed. */
  dismiss: () => void;
};

/**
 * The place in a list that completes what is being written. `start` is where in the text that begins, null where nothing
 * is completed; another query begins at the top again.
 */
export function useCompletion<T>(start: number | null, query: string, options: readonly T[]): Completion<T> {
  const key = start === null ? '' : `${String(start)}:${query}`;
  const [dismissed, setDismissed] = useState<number | null>(null);
  const [chosen, setChosen] = useState({ key: '', index: 0 });
  if (start === null && dismissed !== null) setDismissed(null);
  return {
    open: start !== null && dismissed !== start && options.length > 0,
    options,
    active: chosen.key === key ? Math.min(chosen.index, options.length - 1) : 0,
    setActive: (index) => {
      setChosen({ key, index: (index + options.length) % options.length });
    },
    dismiss: () => {
      setDismissed(start);
    },
  };
}
