import { test as base, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { ChatPage } from './pages/chatPage.ts';
import { DoorPage } from './pages/doorPage.ts';
import { ListPage } from './pages/listPage.ts';
import { WaggleServer } from './waggleServer.ts';

/** A person in a browser of their own. */
export type Person = { page: Page; door: DoorPage; list: ListPage; chat: ChatPage };

type Fixtures = {
  /** A server of this test's own. */
  server: WaggleServer;
  /** Opens a browser profile, with a phone's viewport where `phone` is given, on the server's first page. */
  person: (options?: BrowserContextOptions & { path?: string }) => Promise<Person>;
  /** The first account: the admin, signed in. */
  admin: Person;
};

export const PASSWORD = 'correct horse battery';

export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
};

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
  server: async ({}, use) => {
    const server = await WaggleServer.start();
    await use(server);
    await server.stop();
  },
  person: async ({ browser, server }, use) => {
    const opened: Person[] = [];
    await use(async ({ path = '/', ...options } = {}) => {
      const person = await open(browser, { baseURL: server.url, ...options });
      opened.push(person);
      await person.page.goto(path);
      return person;
    });
    await Promise.all(opened.map(({ page }) => page.context().close()));
  },
  admin: async ({ person }, use) => {
    const admin = await person();
    await admin.door.createAccount('Ada Lovelace', 'ada@example.org', PASSWORD);
    await admin.list.list.waitFor();
    await use(admin);
  },
});

export { expect } from '@playwright/test';

async function open(browser: Browser, options: BrowserContextOptions): Promise<Person> {
  const context = await browser.newContext({ locale: 'en-US', ...options });
  const page = await context.newPage();
  return { page, door: new DoorPage(page), list: new ListPage(page), chat: new ChatPage(page) };
}
