import { type RefObject, useEffect, useMemo, useRef } from 'react';

/** Closer than this to the end counts as being there. */
const AT_END = 48;

/** How a person begins to scroll, and how long a movement may come from that. */
const ACTS = ['wheel', 'touchmove', 'keydown', 'pointerdown', 'focusin'] as const;
const ACT_MS = 500;

export type Stick = { toBottom: () => void; release: () => void };

/**
 * Keeps a scroller at its end while its content grows, until the person scrolls up; scrolling back to the end sticks
 * again. Content never moves under someone who reads further up.
 */
export function useStickToBottom(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
): Stick {
  const stuck = useRef(true);
  const stick = useMemo<Stick>(() => {
    const bottom = () => {
      const element = scroller.current;
      if (element) element.scrollTop = element.scrollHeight;
    };
    return {
      toBottom: () => {
        stuck.current = true;
        bottom();
      },
      release: () => {
        stuck.current = false;
        // Where everything fits there is nothing to scroll, and the end is still where one is.
        requestAnimationFrame(() => {
          requestAnimationFrame(() => {
            const element = scroller.current;
            if (element && toEnd(element) < AT_END) stuck.current = true;
          });
        });
      },
    };
  }, [scroller]);

  useEffect(() => {
    const element = scroller.current;
    const inner = content.current;
    if (!element || !inner) return;
    let last = element.scrollTop;
    let height = element.scrollHeight;
    let acted = Number.NEGATIVE_INFINITY;
    const handleAct = () => {
      acted = performance.now();
    };
    const handleScroll = () => {
      const distance = toEnd(element);
      // Growth alone moves the end away without moving the scroller, so only a move upwards lets go; and not one that
      // comes from rows being measured anew, unless the person has just done something.
      const moved = element.scrollHeight === height || performance.now() - acted < ACT_MS;
      if (distance < AT_END) stuck.current = true;
      else if (element.scrollTop < last - 2 && moved) stuck.current = false;
      last = element.scrollTop;
      height = element.scrollHeight;
    };
    const observer = new ResizeObserver(() => {
      if (stuck.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(inner);
    observer.observe(element);
    element.addEventListener('scroll', handleScroll, { passive: true });
    for (const act of ACTS) element.addEventListener(act, handleAct, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', handleScroll);
      for (const act of ACTS) element.removeEventListener(act, handleAct);
    };
  }, [scroller, content]);

  return stick;
}

function toEnd(element: HTMLElement): number {
  return element.scrollHeight - element.scrollTop - element.clientHeight;
}
