import { setTimeout as delay } from 'node:timers/promises';
import type { Page, Request } from '@playwright/test';

type Asked = { at: number; answered: boolean };

/** What pages are waiting for, noted from when they were opened. */
const pending = new WeakMap<Page, Map<Request, Asked>>();

/** Notes what this page asks for and where its focus goes, to be told where its journey fails. */
export async function notePage(page: Page): Promise<void> {
  const requests = new Map<Request, Asked>();
  pending.set(page, requests);
  const done = (request: Request) => requests.delete(request);
  page.on('request', (request) => requests.set(request, { at: performance.now(), answered: false }));
  page.on('response', (response) => {
    const asked = requests.get(response.request());
    if (asked) asked.answered = true;
  });
  page.on('requestfinished', done);
  page.on('requestfailed', done);
  await page.addInitScript(noteFocus);
}

/**
 * Prints of each page of a journey that failed for what it waits: of the server, of its own scripts, or of neither; and
 * where its focus went at last.
 */
export async function tellPages(title: string, pages: readonly Page[]): Promise<void> {
  for (const page of pages.filter((one) => !one.isClosed())) {
    const waits = [...(pending.get(page) ?? [])].map(([request, { at, answered }]) => {
      const ms = Math.round(performance.now() - at);
      return `\n  ${request.method()} ${request.url()} for ${String(ms)} ms, ${answered ? 'the answer has begun' : 'no answer'}`;
    });
    const inside = await Promise.race([
      page.evaluate(() => ['', document.readyState, ...(window.focusSteps ?? [])].join('\n  ')).catch(String),
      delay(2000, ' its scripts do not answer', { ref: false }),
    ]);
    console.log(`A page of “${title}” at ${page.url()} waits for:${waits.join('') || ' nothing'}\nInside:${inside}`);
  }
}

declare global {
  interface Window {
    /** The last steps of the focus, and keys, with who moved it. */
    focusSteps?: string[];
  }
}

/** Runs on the page. */
function noteFocus(): void {
  const steps: string[] = [];
  window.focusSteps = steps;
  const note = (event: Event) => {
    const { type, target } = event;
    const key = event instanceof KeyboardEvent && event.key.length > 1 ? event.key : '';
    const on = target instanceof Element ? `${target.tagName} ${target.ariaLabel ?? target.id}` : '';
    const [by = ''] = new Error().stack?.split('\n').slice(2) ?? [];
    steps.push(`${String(Math.round(performance.now()))} ms ${type} ${key} ${on} ${by.trim()}`);
    if (steps.length > 40) steps.shift();
  };
  for (const type of ['focusin', 'focusout', 'keydown', 'pointerdown']) {
    window.addEventListener(type, note, { capture: true, passive: true });
  }
}
