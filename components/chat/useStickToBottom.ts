import { type RefObject, useEffect, useMemo, useRef } from 'react';

/** Closer than this to the end counts as being there. */
const AT_END = 48;

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
    const handleScroll = () => {
      const distance = toEnd(element);
      // Growth alone moves the end away without moving the scroller, so only a move upwards lets go.
      if (distance < AT_END) stuck.current = true;
      else if (element.scrollTop < last - 2) stuck.current = false;
      last = element.scrollTop;
    };
    const observer = new ResizeObserver(() => {
      if (stuck.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(inner);
    observer.observe(element);
    element.addEventListener('scroll', handleScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', handleScroll);
    };
  }, [scroller, content]);

  return stick;
}

function toEnd(element: HTMLElement): number {
  return element.scrollHeight - element.scrollTop - element.clientHeight;
}
