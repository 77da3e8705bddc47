import type { Page, Request } from '@playwright/test';

type Asked = { at: number; answered: boolean };

/** What pages are waiting for, noted from when they were opened. */
const pending = new WeakMap<Page, Map<Request, Asked>>();

/** Notes what this page asks for, to be told where its journey fails. */
export function notePending(page: Page): void {
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
}

/** Prints of each page of a journey that failed for what it waits: of the server, or of itself. */
export function tellPages(title: string, pages: readonly Page[]): void {
  for (const page of pages.filter((one) => !one.isClosed())) {
    const waits = [...(pending.get(page) ?? [])].map(([request, { at, answered }]) => {
      const ms = Math.round(performance.now() - at);
      return `\n  ${request.method()} ${request.url()} for ${String(ms)} ms, ${answered ? 'the answer has begun' : 'no answer'}`;
    });
    console.log(`A page of “${title}” at ${page.url()} waits for:${waits.join('') || ' nothing'}`);
  }
}
