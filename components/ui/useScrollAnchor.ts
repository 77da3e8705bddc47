import { type RefObject, useEffect } from 'react';

/** Somebody whose pointer has moved so lately is aiming. */
const AIMS_MS = 1000;
/** Less than this, in pixels, nobody sees. */
const UNSEEN = 0.5;

type Aim = { at: Element; top: number; until: number };

/**
 * Keeps what somebody is aiming at or pressing under their pointer while parts of the scroller's content load above it
 * or go: the scroller moves along. What their own click brings moves it as it would anyway.
 */
export function useScrollAnchor(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let aim: Aim | null = null;
    let clicked: EventTarget | null = null;
    const handlePoint = ({ target, type }: PointerEvent) => {
      if (!(target instanceof Element)) return;
      if (type === 'pointerdown') clicked = null;
      if (target === clicked) return;
      clicked = null;
      aim = { at: target, top: topOf(target), until: performance.now() + AIMS_MS };
    };
    const handleScroll = () => {
      if (aim) aim.top = topOf(aim.at);
    };
    const handleClick = ({ target }: MouseEvent) => {
      clicked = target;
      aim = null;
    };
    const observer = new ResizeObserver(() => {
      if (!aim?.at.isConnected || performance.now() > aim.until) return;
      const moved = topOf(aim.at) - aim.top;
      if (Math.abs(moved) > UNSEEN) element.scrollTop += moved;
      aim.top = topOf(aim.at);
    });
    for (const child of element.children) observer.observe(child);
    element.addEventListener('pointermove', handlePoint, { passive: true });
    element.addEventListener('pointerdown', handlePoint, { passive: true });
    element.addEventListener('scroll', handleScroll, { passive: true });
    element.addEventListener('click', handleClick, { capture: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('pointermove', handlePoint);
      element.removeEventListener('pointerdown', handlePoint);
      element.removeEventListener('scroll', handleScroll);
      element.removeEventListener('click', handleClick, { capture: true });
    };
  }, [scroller]);
}

function topOf(element: Element): number {
  return element.getBoundingClientRect().top;
}
