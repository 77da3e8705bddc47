import { type BrowserContextOptions, devices, type Page } from '@playwright/test';
import { newId } from '../shared/ids.ts';
import { audit } from './audit.ts';
import { NOTIFIED } from './notified.ts';
import { memberTest } from './memberTest.ts';
import { done, expect, type Person, test } from './waggleTest.ts';

test.use({ serviceWorkers: 'allow' });

const { defaultBrowserType: _engine, ...iPhone } = devices['iPhone 14'];
const TOP = 47;
const BOTTOM = 34;

type Open = (options: BrowserContextOptions) => Promise<Person>;
type SignedIn = BrowserContextOptions['storageState'];

/** Ada on an iPhone, where the app lies under the notch and over the bar for going home. */
async function onIPhone(person: Open, signedIn: SignedIn, path: string): Promise<Person> {
  const ada = await person({ ...iPhone, storageState: signedIn });
  const devtools = await ada.page.context().newCDPSession(ada.page);
  await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets: { top: TOP, bottom: BOTTOM } });
  await ada.list.list.waitFor();
  await ada.page.goto(path);
  return ada;
}

test('nothing lies under the notch, the bar below or the keyboard', async ({
  signedIn,
  adminDevice,
  person,
  server,
}) => {
  const chatId = newId();
  done(await adminDevice.waggle.command('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: [] }));
  const ada = await onIPhone(person, signedIn, '/');
  const { page, chat } = ada;
  await expect.poll(async () => (await edges(page, 'nav')).bottom).toBeGreaterThanOrEqual(BOTTOM);
  expect((await edges(page, 'h1')).top).toBeGreaterThanOrEqual(TOP);

  await page.goto(`/chat/${chatId}`);
  await chat.composer.waitFor();
  expect((await edges(page, 'header')).top).toBeGreaterThanOrEqual(TOP);
  expect((await edges(page, 'textarea')).bottom).toBeGreaterThanOrEqual(BOTTOM);
  await page.getByRole('button', { name: 'Chat info' }).tap();
  const info = page.getByRole('dialog', { name: 'Chat info' });
  await page.waitForTimeout(400);
  const close = await info.getByRole('button', { name: 'Close' }).boundingBox();
  expect(close?.y).toBeGreaterThanOrEqual(TOP);
  await info.getByRole('button', { name: 'Close' }).tap();
  await expect(info).toBeHidden();

  // Its keyboard is laid over the page, which must not be pushed up.
  await chat.composer.tap();
  await page.evaluate(() => {
    const view = window.visualViewport;
    if (!view) throw new Error('there is no visual viewport');
    Object.defineProperty(view, 'height', { configurable: true, get: () => innerHeight - 300 });
    view.dispatchEvent(new Event('resize'));
  });
  await expect.poll(async () => (await edges(page, 'textarea')).bottom).toBeGreaterThanOrEqual(300);
  expect((await edges(page, 'header')).top).toBeGreaterThanOrEqual(TOP);
  expect(await page.evaluate(() => scrollY)).toBe(0);

  // What is said above everything can be read, too.
  await server.kill();
  const banner = await page.getByText('You are offline.').boundingBox({ timeout: 20_000 });
  expect(banner?.y).toBeGreaterThanOrEqual(TOP);
  await audit(page, 'an iPhone without a connection');
});

memberTest('no field is so small that the page is zoomed', async ({ signedIn, person }) => {
  const { page, list } = await onIPhone(person, signedIn, '/');
  await list.open('Assistant');
  const { pathname } = new URL(page.url());
  const screens = [
    pathname,
    '/',
    '/new',
    '/new/project',
    '/settings/profile',
    '/settings/models',
    '/settings/workspace',
  ];
  const door = await person({ ...iPhone, path: '/' });
  await door.page.getByLabel('Email').waitFor();
  expect(await smallFields(door.page)).toEqual([]);
  let seen = 0;
  for (const path of screens) {
    await page.goto(path);
    await page.locator('h1, [role=dialog]').filter({ visible: true }).first().waitFor();
    await page.waitForTimeout(300);
    expect(await smallFields(page)).toEqual([]);
    seen += await page.locator('input, textarea, select').count();
  }
  expect(seen).toBeGreaterThan(5);
});

memberTest(
  'notifications are offered where the app is on the home screen, and what is kept stays there',
  NOTIFIED,
  async ({ signedIn, person }) => {
    const browser = await onIPhone(person, signedIn, '/');
    await browser.page.addInitScript(() => {
      // As Safari is outside the home screen.
      Reflect.deleteProperty(window, 'PushManager');
      Reflect.deleteProperty(window, 'Notification');
      navigator.storage.persist = () => {
        sessionStorage.setItem('asked', 'yes');
        return Promise.resolve(true);
      };
    });
    await browser.page.goto('/settings/notifications');
    await expect(browser.page.getByText(/first put Waggle on the home screen/)).toBeVisible();
    await browser.page.waitForTimeout(2000);
    expect(await browser.page.evaluate(() => sessionStorage.getItem('asked'))).toBeNull();

    const app = await onIPhone(person, signedIn, '/');
    await app.page.addInitScript(() => {
      const match = window.matchMedia.bind(window);
      window.matchMedia = (query) => match(query.includes('standalone') ? 'all' : query);
      navigator.storage.persisted = () => Promise.resolve(false);
      navigator.storage.persist = () => {
        sessionStorage.setItem('asked', 'yes');
        return Promise.resolve(true);
      };
    });
    await app.page.goto('/settings/notifications');
    await expect(app.page.getByRole('button', { name: 'Turn on notifications' })).toBeVisible();
    await expect.poll(() => app.page.evaluate(() => sessionStorage.getItem('asked'))).toBe('yes');
  },
);

memberTest(
  'a voice note is recorded in the form that iPhones know, and is one',
  async ({ signedIn, memberDevice, person }) => {
    const chatId = newId();
    done(await memberDevice.waggle.command('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: [] }));
    const { page, list, chat } = await onIPhone(person, signedIn, '/');
    await list.row('Bees').waitFor();
    await page.addInitScript(() => {
      const isSupported = MediaRecorder.isTypeSupported.bind(MediaRecorder);
      MediaRecorder.isTypeSupported = (type) => type.startsWith('audio/mp4') && isSupported(type);
    });
    await page.goto(`/chat/${chatId}`);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.getByRole('button', { name: 'Record a voice note' }).press('Enter');
    await expect(page.getByRole('group', { name: /^Recording, 0:01/ })).toBeVisible();
    await page.keyboard.press('Enter');
    const files = () =>
      Object.values(memberDevice.state().chats[chatId]?.messages ?? {}).flatMap((m) => m.attachments ?? []);
    await memberDevice.until('it has come', () => files().length === 1, 20_000);
    expect(files()).toMatchObject([{ kind: 'voice', mime: 'audio/mp4' }]);
    expect(Math.max(...(files()[0]?.waveform ?? []))).toBe(31);
    const play = chat.bubbles('Ada').getByRole('button', { name: 'Play voice note' });
    await play.tap();
    await expect(chat.bubbles('Ada').getByRole('button', { name: 'Pause voice note' })).toBeVisible();
    await expect(page.getByText(/can’t play/)).toBeHidden();
  },
);

/** How far the first such element that is seen is from the edges of the window. */
async function edges(page: Page, selector: string): Promise<{ top: number; bottom: number }> {
  const element = page.locator(selector).filter({ visible: true }).first();
  return element.evaluate((found) => {
    const box = found.getBoundingClientRect();
    const style = getComputedStyle(found);
    const inner = found.tagName === 'NAV' ? Number.parseFloat(style.paddingBottom) : 0;
    return { top: box.top, bottom: innerHeight - box.bottom + inner };
  });
}

/** Fields into which iPhones zoom, by what they are. */
function smallFields(page: Page): Promise<string[]> {
  return page
    .locator(
      'input:not([type=checkbox], [type=radio], [type=file], [type=range]), textarea, select, [contenteditable=true]',
    )
    .filter({ visible: true })
    .evaluateAll((fields) =>
      fields
        .filter((field) => Number.parseFloat(getComputedStyle(field).fontSize) < 16)
        .map((field) => field.outerHTML),
    );
}
