import { useEffect } from 'react';

/** Less than this is not a keyboard but a bar of the browser. */
const KEYBOARD_PX = 100;

/**
 * Says in `--visible-height` how much of the page a keyboard leaves, where the browser lays it over the page instead of
 * making the page smaller, as iPhones do; and keeps them from pushing the page up besides.
 */
export function useVisibleHeight(): void {
  useEffect(() => {
    const view = window.visualViewport;
    if (!view) return;
    const { style } = document.documentElement;
    const measure = () => {
      const isCovered = view.scale === 1 && window.innerHeight - view.height > KEYBOARD_PX;
      if (isCovered) style.setProperty('--visible-height', `${String(Math.round(view.height))}px`);
      else style.removeProperty('--visible-height');
      if (isCovered && view.offsetTop > 0) window.scrollTo(0, 0);
    };
    measure();
    view.addEventListener('resize', measure);
    view.addEventListener('scroll', measure);
    return () => {
      view.removeEventListener('resize', measure);
      view.removeEventListener('scroll', measure);
      style.removeProperty('--visible-height');
    };
  }, []);
}
