import {
  type APIRequestContext,
  test as base,
  type Browser,
  type BrowserContextOptions,
  type Page,
  type TestInfo,
} from '@playwright/test';
import { startAnthropicServer } from '../agents/testing/anthropicServer.ts';
import { VENDOR_KEY, type VendorServer } from '../agents/testing/vendorServer.ts';
import { createDevice, type Device } from '../client/testing/device.ts';
import type { SignUp } from '../shared/http.ts';
import { newId } from '../shared/ids.ts';
import { done, invite } from './devices.ts';
import { ChatPage } from './pages/chatPage.ts';
import { DoorPage } from './pages/doorPage.ts';
import { ListPage } from './pages/listPage.ts';
import { notePage, tellPages } from './tellPages.ts';
import { WaggleServer } from './waggleServer.ts';

/** A person in a browser of their own. */
export type Person = { page: Page; door: DoorPage; list: ListPage; chat: ChatPage };

type PersonOptions = BrowserContextOptions & {
  /** The page to begin on. */
  path?: string;
  /** An account that is made, and signed in, before. */
  account?: SignUp;
};

type Options = {
  /** Where the server keeps its data: what people start with, or the server of the tests, which starts sooner. */
  store: 'embedded' | 'server';
};

/** A server with its first account, and the invite by which others join. */
type Workspace = { server: WaggleServer; invite: string };

type WorkerFixtures = {
  /** Where all members of a worker's journeys are. */
  workspace: Workspace;
};

type Fixtures = {
  /** Somebody who has just joined a workspace with others: for what is done alone, and changes nothing for the others. */
  member: Person;
  /** A server of this test's own. */
  server: WaggleServer;
  /** Opens a browser profile, with a phone's viewport where `phone` is given, on the server's first page. */
  person: (options?: PersonOptions) => Promise<Person>;
  /** What a browser keeps in which the admin is signed in: the first account, made without a page. */
  signedIn: BrowserContextOptions['storageState'];
  /** What the admin signs up, and in, with. */
  account: SignUp;
  /** The first account: the admin, signed in. */
  admin: Person;
  /** Another device of the admin, without a browser. */
  adminDevice: Device;
  /** Makes what lets somebody else into the workspace, or this chat. */
  invited: (chatId: string | null) => Promise<string>;
  /** Somebody else, without a browser, who has joined the workspace or this chat by an invite link. */
  friend: (name: string, chatId?: string | null) => Promise<Device>;
};

export const PASSWORD = 'correct horse battery';
export const ADMIN = { name: 'Ada Lovelace', email: 'ada@example.org', password: PASSWORD };

/** A start takes its time on a busy machine, which is not the test's. */
const SLOW = { scope: 'test', timeout: 90_000 } as const;

export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
};

export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  store: ['server', { option: true }],
  workspace: [
    // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
    async ({}, use) => {
      const server = await start('server');
      const founder = createDevice(server.url);
      done(await founder.waggle.signUp({ ...ADMIN, name: 'Founder' }));
      await founder.until('there is a connection', (state) => state.connection === 'online');
      const link = await invite(founder, null, 1000);
      founder.stop();
      await use({ server, invite: link });
      await server.stop();
    },
    { ...SLOW, scope: 'worker' },
  ],
  member: async ({ browser, serviceWorkers, workspace: { server, invite } }, use) => {
    const member = await open(browser, { baseURL: server.url, serviceWorkers });
    const email = `ada-${newId()}@example.org`;
    await signUp(member.page.context().request, server.url, { ...ADMIN, email, invite });
    await member.page.goto('/');
    await member.list.list.waitFor();
    await use(member);
    await member.page.context().close();
  },
  server: [
    async ({ store }, use, testInfo) => {
      const server = await start(store);
      await use(server);
      await tell(server, testInfo);
      await server.stop();
    },
    SLOW,
  ],
  person: async ({ browser, server, serviceWorkers }, use, testInfo) => {
    const opened: Person[] = [];
    await use(async ({ path = '/', account, ...options } = {}) => {
      const person = await open(browser, { baseURL: server.url, serviceWorkers, ...options });
      opened.push(person);
      if (account !== undefined) await signUp(person.page.context().request, server.url, account);
      await person.page.goto(path);
      return person;
    });
    const pages = opened.map(({ page }) => page);
    if (testInfo.errors.length > 0) await tellPages(testInfo.title, pages);
    await Promise.all(pages.map((page) => page.context().close()));
  },
  // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
  account: async ({}, use) => use(ADMIN),
  signedIn: async ({ playwright, server, account }, use) => {
    const visitor = await playwright.request.newContext();
    await signUp(visitor, server.url, account);
    await use(await visitor.storageState());
    await visitor.dispose();
  },
  admin: async ({ person, signedIn }, use) => {
    const admin = await person({ storageState: signedIn });
    await admin.list.list.waitFor();
    await use(admin);
  },
  adminDevice: async ({ signedIn: _there, server, account }, use) => {
    const device = createDevice(server.url);
    done(await device.waggle.signIn(account));
    await device.until('the chats are there', (state) => state.connection === 'online' && state.workspace !== null);
    await use(device);
    device.stop();
  },
  invited: async ({ adminDevice }, use) => use((chatId) => invite(adminDevice, chatId)),
  friend: async ({ invited, server }, use) => {
    const friends: Device[] = [];
    await use(async (name, chatId = null) => {
      const device = createDevice(server.url);
      friends.push(device);
      const email = `friend-${newId()}@example.org`;
      done(await device.waggle.signUp({ name, email, password: PASSWORD, invite: await invited(chatId) }));
      await device.until('the chat is there', (state) =>
        chatId === null ? state.connection === 'online' : chatId in state.chats,
      );
      return device;
    });
    for (const device of friends) device.stop();
  },
});

/** As `test`, with a model provider that does what the test tells it. */
export const vendorTest = test.extend<{ vendor: VendorServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
  vendor: async ({}, use) => {
    const vendor = await startAnthropicServer();
    await use(vendor);
    await vendor.close();
  },
  server: [
    async ({ store, vendor }, use, testInfo) => {
      const server = await start(store, { ANTHROPIC_API_KEY: VENDOR_KEY, ANTHROPIC_BASE_URL: vendor.url });
      await use(server);
      await tell(server, testInfo);
      await server.stop();
    },
    SLOW,
  ],
});

export { done, emailOf, userOf } from './devices.ts';
export { expect } from '@playwright/test';

/** Starts a server with its data in this form. */
export function start(store: Options['store'], env: Record<string, string> = {}): Promise<WaggleServer> {
  return store === 'embedded' ? WaggleServer.start(env) : WaggleServer.startOnServer(env);
}

/** Of a journey that failed prints what its server said, and whether it still answers; an attachment would be cut. */
async function tell(server: WaggleServer, { errors, title }: TestInfo): Promise<void> {
  if (errors.length === 0) return;
  const health = fetch(`${server.url}/api/health`, { signal: AbortSignal.timeout(2000) });
  const answer = await health.then(({ status }) => String(status), String);
  console.log(`The server of “${title}” answers ${answer} and said:\n${server.output}`);
}

/** Makes an account as the page would, whose cookie the browser then has. */
async function signUp(browser: APIRequestContext, url: string, account: SignUp): Promise<void> {
  const answer = await browser.post(`${url}/api/sign-up`, { data: account, headers: { origin: url } });
  if (!answer.ok()) throw new Error(`no account: ${await answer.text()}`);
}

async function open(browser: Browser, options: BrowserContextOptions): Promise<Person> {
  const context = await browser.newContext({ locale: 'en-US', ...options });
  const page = await context.newPage();
  await notePage(page);
  return { page, door: new DoorPage(page), list: new ListPage(page), chat: new ChatPage(page) };
}
