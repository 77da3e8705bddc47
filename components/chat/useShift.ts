import { type RefObject, useLayoutEffect, useReducer, useRef } from 'react';
import type { ThreadItem } from '../../client/select/thread.ts';
import { type Shift, shiftItems } from './shiftItems.ts';

/** The items to draw now; see shiftItems. What is left to change is drawn before anybody sees the difference. */
export function useShift(items: readonly ThreadItem[], scroller: RefObject<HTMLElement | null>): Shift<ThreadItem> {
  const drawn = useRef(items);
  const [, again] = useReducer((times: number) => times + 1, 0);
  const next = shiftItems(drawn.current, items, isLasting);
  useLayoutEffect(() => {
    drawn.current = next.items;
    if (next.items !== items) again();
    // The list has just scrolled to keep its place. If anything happens to it before it hears of that, it takes it for
    // somebody scrolling down, draws nothing above, and what comes into view there next pushes what is read.
    if (next.shift) queueMicrotask(() => scroller.current?.dispatchEvent(new Event('scroll')));
  }, [next.items, next.shift, items, scroller]);
  return next;
}

/** Dividers come and go with what stands around them. */
function isLasting(item: ThreadItem): boolean {
  return item.kind === 'message' || item.kind === 'outgoing';
}
