import { type RefObject, useLayoutEffect, useRef } from 'react';
import { isNothingFocused } from '../ui/isNothingFocused.ts';

/** Once this is over one goes on writing, unless one is at something else by then. */
export function useFocusAfter(field: RefObject<HTMLTextAreaElement | null>, going: boolean) {
  const went = useRef(false);
  useLayoutEffect(() => {
    if (went.current && !going && !isTouch() && isNothingFocused()) field.current?.focus();
    went.current = going;
  }, [field, going]);
}

/** Where there is a keyboard the field is ready at once; on a phone it would open the keyboard over the thread. */
export function useFocusOnOpen(field: RefObject<HTMLTextAreaElement | null>) {
  useLayoutEffect(() => {
    if (!isTouch()) field.current?.focus();
  }, [field]);
}

export function isTouch(): boolean {
  return typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches;
}
