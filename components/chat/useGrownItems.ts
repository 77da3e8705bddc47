import { useLayoutEffect, useReducer, useRef } from 'react';
import { flushSync } from 'react-dom';
import { growItems } from './growItems.ts';

/** So many bubbles are begun in one task: what eight agents begin at once would hold up the page for 50 ms and more. */
const MOST = 2;

/** The items to draw now; see growItems. The next come in a task of their own. */
export function useGrownItems<T extends { key: string }>(items: readonly T[]): readonly T[] {
  const drawn = useRef(items);
  const [, again] = useReducer((times: number) => times + 1, 0);
  const next = growItems(drawn.current, items, MOST);
  useLayoutEffect(() => {
    drawn.current = next;
    if (next === items) return;
    // At once then: what else changes until React gets to it would be drawn in the same task.
    const timer = setTimeout(() => {
      flushSync(again);
    }, 0);
    return () => {
      clearTimeout(timer);
    };
  }, [next, items]);
  return next;
}
