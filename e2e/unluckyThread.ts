import type { Page } from '@playwright/test';

/** The list takes scrolling for over so many milliseconds after it last heard of it. */
const OVER_MS = 150;
/** It moves by more than so many pixels only to keep its place while a page comes or goes above. */
const PAGE_PX = 1000;

/**
 * Has happen in every thread of this page what happens seldom, in a busy one: the list hears of a scroll before what
 * keeps the thread at its end does, and takes scrolling for over right after it moved to keep its place. Gives back how
 * often the latter has happened.
 */
export async function unluckyThread(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(
    ([overMs, pagePx]) => {
      const counted = window as Window & { unlucky?: number };
      counted.unlucky = 0;

      const listen = EventTarget.prototype.addEventListener;
      EventTarget.prototype.addEventListener = function (type, listener, options) {
        const late = type === 'scroll' && this instanceof Element && typeof options === 'object';
        if (late) setTimeout(() => listen.call(this, type, listener, options), 0);
        else listen.call(this, type, listener, options);
      };

      let over: { timer: number; end: () => void } | null = null;
      const later = window.setTimeout.bind(window);
      window.setTimeout = ((end: () => void, ms?: number, ...rest: unknown[]) => {
        const timer = later(end, ms, ...rest);
        if (ms === overMs) over = { timer, end };
        return timer;
      }) as typeof window.setTimeout;
      const move = Element.prototype.scrollBy;
      const soon = new MessageChannel();
      soon.port1.onmessage = () => {
        if (!over) return;
        clearTimeout(over.timer);
        counted.unlucky = (counted.unlucky ?? 0) + 1;
        over.end();
        over = null;
      };
      Element.prototype.scrollBy = function (this: Element, ...to: unknown[]) {
        Reflect.apply(move, this, to);
        const [by] = to as [ScrollToOptions | number | undefined];
        if (typeof by === 'object' && Math.abs(by.top ?? 0) > pagePx) soon.port2.postMessage(null);
      };
    },
    [OVER_MS, PAGE_PX] as const,
  );
  return () => page.evaluate(() => (window as Window & { unlucky?: number }).unlucky ?? 0);
}
