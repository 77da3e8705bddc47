import {
  type APIRequestContext,
  test as base,
  type Browser,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test';
import { startAnthropicServer } from '../agents/testing/anthropicServer.ts';
import { VENDOR_KEY, type VendorServer } from '../agents/testing/vendorServer.ts';
import { createDevice, type Device } from '../client/testing/device.ts';
import type { SignUp } from '../shared/http.ts';
import { newId } from '../shared/ids.ts';
import { ChatPage } from './pages/chatPage.ts';
import { DoorPage } from './pages/doorPage.ts';
import { ListPage } from './pages/listPage.ts';
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
type Workspace = { url: string; invite: string };

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
  /** The first account: the admin, signed in. */
  admin: Person;
  /** Another device of the admin, without a browser. */
  adminDevice: Device;
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
      await use({ url: server.url, invite: link });
      await server.stop();
    },
    { ...SLOW, scope: 'worker' },
  ],
  member: async ({ browser, serviceWorkers, workspace: { url, invite } }, use) => {
    const member = await open(browser, { baseURL: url, serviceWorkers });
    const email = `ada-${newId()}@example.org`;
    await signUp(member.page.context().request, url, { ...ADMIN, email, invite });
    await member.page.goto('/');
    await member.list.list.waitFor();
    await use(member);
    await member.page.context().close();
  },
  server: [
    async ({ store }, use) => {
      const server = await start(store);
      await use(server);
      await server.stop();
    },
    SLOW,
  ],
  person: async ({ browser, server, serviceWorkers }, use) => {
    const opened: Person[] = [];
    await use(async ({ path = '/', account, ...options } = {}) => {
      const person = await open(browser, { baseURL: server.url, serviceWorkers, ...options });
      opened.push(person);
      if (account !== undefined) await signUp(person.page.context().request, server.url, account);
      await person.page.goto(path);
      return person;
    });
    await Promise.all(opened.map(({ page }) => page.context().close()));
  },
  signedIn: async ({ playwright, server }, use) => {
    const visitor = await playwright.request.newContext();
    await signUp(visitor, server.url, ADMIN);
    await use(await visitor.storageState());
    await visitor.dispose();
  },
  admin: async ({ person, signedIn }, use) => {
    const admin = await person({ storageState: signedIn });
    await admin.list.list.waitFor();
    await use(admin);
  },
  adminDevice: async ({ signedIn: _there, server }, use) => {
    const device = createDevice(server.url);
    done(await device.waggle.signIn(ADMIN));
    await device.until('the chats are there', (state) => state.connection === 'online' && state.workspace !== null);
    await use(device);
    device.stop();
  },
  friend: async ({ adminDevice, server }, use) => {
    const friends: Device[] = [];
    await use(async (name, chatId = null) => {
      const device = createDevice(server.url);
      friends.push(device);
      const email = `friend${String(friends.length)}@example.org`;
      const account = { name, email, password: PASSWORD, invite: await invite(adminDevice, chatId) };
      done(await device.waggle.signUp(account));
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
    async ({ store, vendor }, use) => {
      const server = await start(store, { ANTHROPIC_API_KEY: VENDOR_KEY, ANTHROPIC_BASE_URL: vendor.url });
      await use(server);
      await server.stop();
    },
    SLOW,
  ],
});

export { expect } from '@playwright/test';

/** The data of a good answer; anything else fails the test. */
export function done<T>(reply: { ok: true; data: T } | { ok: false }): T {
  if (!reply.ok) throw new Error(`refused: ${JSON.stringify(reply)}`);
  return reply.data;
}

/** Whose device it is. */
export function userOf(device: Device): string {
  const { session } = device.state();
  if (session.kind !== 'signed-in') throw new Error('nobody is signed in');
  return session.user.id;
}

/** Starts a server with its data in this form. */
export function start(store: Options['store'], env: Record<string, string> = {}): Promise<WaggleServer> {
  return store === 'embedded' ? WaggleServer.start(env) : WaggleServer.startOnServer(env);
}

/** What lets one person in, or so many, and into this chat where there is one. */
async function invite(device: Device, chatId: string | null, uses = 1): Promise<string> {
  const { url } = done(await device.waggle.command('invite:create', { chatId, hours: 1, uses }));
  return url.split('/').at(-1) ?? '';
}

/** Makes an account as the page would, whose cookie the browser then has. */
async function signUp(browser: APIRequestContext, url: string, account: SignUp): Promise<void> {
  const answer = await browser.post(`${url}/api/sign-up`, { data: account, headers: { origin: url } });
  if (!answer.ok()) throw new Error(`no account: ${await answer.text()}`);
}

async function open(browser: Browser, options: BrowserContextOptions): Promise<Person> {
  const context = await browser.newContext({ locale: 'en-US', ...options });
  const page = await context.newPage();
  return { page, door: new DoorPage(page), list: new ListPage(page), chat: new ChatPage(page) };
}
