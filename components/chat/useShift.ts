import { useLayoutEffect, useReducer, useRef } from 'react';
import type { ThreadItem } from '../../client/select/thread.ts';
import { type Shift, shiftItems } from './shiftItems.ts';

/** The items to draw now; see shiftItems. What is left to change is drawn before anybody sees the difference. */
export function useShift(items: readonly ThreadItem[]): Shift<ThreadItem> {
  const drawn = useRef(items);
  const [, again] = useReducer((times: number) => times + 1, 0);
  const next = shiftItems(drawn.current, items, isLasting);
  useLayoutEffect(() => {
    drawn.current = next.items;
    if (next.items !== items) again();
  }, [next.items, items]);
  return next;
}

/** Dividers come and go with what stands around them. */
function isLasting(item: ThreadItem): boolean {
  return item.kind === 'message' || item.kind === 'outgoing';
}
