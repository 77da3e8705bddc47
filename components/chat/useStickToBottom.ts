import { type RefObject, useEffect, useMemo, useRef } from 'react';

/** Closer than this to the end counts as being there. */
const AT_END = 48;

/** How a person begins to scroll, and how long a movement may come from that. */
const ACTS = ['wheel', 'touchmove', 'keydown', 'pointerdown', 'focusin'] as const;
const ACT_MS = 500;

/** How long what a person unfolds or folds stays where it is under their finger: what it shows may have to be fetched. */
const HOLD_MS = 2000;
/** A scroll so soon after the content changed its size comes from that, and not from somebody. */
const SETTLES_MS = 150;
/** Ends that before. */
const LETS_GO = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;
const UNFOLDS = '[aria-expanded]:not([aria-haspopup])';

type Held = { element: Element; top: number; until: number };

export type Stick = { toBottom: () => void; release: () => void };

/**
 * Keeps a scroller at its end while its content grows, until the person scrolls up; scrolling back to the end sticks
 * again. Content never moves under someone who reads further up, nor what somebody unfolds away from under their finger.
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
        keepRoom(scroller.current, false);
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
    let grown = Number.NEGATIVE_INFINITY;
    let seen = element.clientHeight;
    let held: Held | null = null;
    const letGo = () => {
      if (held) stuck.current = toEnd(element) < AT_END;
      held = null;
    };
    /** Moves the thread so that what is held stays in its place; false where nothing is. */
    const hold = (): boolean => {
      if (held && (performance.now() > held.until || !held.element.isConnected)) letGo();
      if (!held) return false;
      if (!isInPlace(held)) element.scrollTop += movedBy(held);
      return true;
    };
    const handleClick = ({ target }: MouseEvent) => {
      const toggle = target instanceof Element ? target.closest(UNFOLDS) : null;
      if (!toggle) return;
      stuck.current = false;
      keepRoom(element, true);
      held = { element: toggle, top: toggle.getBoundingClientRect().top, until: performance.now() + HOLD_MS };
    };
    const handleAct = () => {
      acted = performance.now();
    };
    const handleScroll = () => {
      if (performance.now() - grown > SETTLES_MS && !isInPlace(held)) letGo();
      if (hold()) {
        last = element.scrollTop;
        height = element.scrollHeight;
        return;
      }
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
      if (element.clientHeight === seen) grown = performance.now();
      else letGo();
      seen = element.clientHeight;
      if (!hold() && stuck.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(inner);
    observer.observe(element);
    element.addEventListener('scroll', handleScroll, { passive: true });
    for (const act of ACTS) element.addEventListener(act, handleAct, { passive: true });
    for (const act of LETS_GO) element.addEventListener(act, letGo, { passive: true, capture: true });
    inner.addEventListener('click', handleClick, true);
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', handleScroll);
      for (const act of ACTS) element.removeEventListener(act, handleAct);
      for (const act of LETS_GO) element.removeEventListener(act, letGo, { capture: true });
      inner.removeEventListener('click', handleClick, true);
    };
  }, [scroller, content]);

  return stick;
}

function movedBy({ element, top }: Held): number {
  return element.getBoundingClientRect().top - top;
}

function isInPlace(held: Held | null): boolean {
  return held === null || Math.abs(movedBy(held)) <= 0.5;
}

/** Where a thread is short, room above it keeps it at the bottom; what unfolds is to grow downwards, not into that. */
function keepRoom(scroller: HTMLElement | null, keep: boolean): void {
  const [room] = scroller?.children ?? [];
  if (!(room instanceof HTMLElement)) return;
  room.style.flexShrink = keep ? '0' : '';
  room.style.flexBasis = keep ? `${String(room.offsetHeight)}px` : '';
}

function toEnd(element: HTMLElement): number {
  return element.scrollHeight - element.scrollTop - element.clientHeight;
}
