import type { KeyboardEvent } from 'react';

type List<T> = {
  options: readonly T[];
  active: number;
  setActive: (index: number) => void;
  dismiss: () => void;
};

/** The keys of an open list above the text: arrows, Enter or Tab, Esc. True when the key was one of them. */
export function completionKeys<T>(event: KeyboardEvent, list: List<T>, choose: (option: T) => void): boolean {
  const option = list.options[list.active];
  switch (event.key) {
    case 'ArrowDown':
      list.setActive(list.active + 1);
      break;
    case 'ArrowUp':
      list.setActive(list.active - 1);
      break;
    case 'Enter':
    case 'Tab':
      if (option === undefined) return false;
      choose(option);
      break;
    case 'Escape':
      event.stopPropagation();
      list.dismiss();
      break;
    default:
      return false;
  }
  event.preventDefault();
  return true;
}
