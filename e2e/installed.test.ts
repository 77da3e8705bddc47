import type { Locator, Page } from '@playwright/test';
import { PageFront } from './pageFront.ts';
import { memberTest } from './memberTest.ts';
import { expect, PASSWORD, test as base } from './waggleTest.ts';

const test = base.extend<{ front: PageFront }>({
  front: async ({ server }, use) => {
    const front = await PageFront.start(server.url);
    await use(front);
    await front.stop();
  },
});

test.use({ serviceWorkers: 'allow' });

memberTest('a browser takes it for an app that can be installed', async ({ member }) => {
  const page = member.page;
  const manifestUrl = await page.locator('link[rel="manifest"]').getAttribute('href');
  expect(manifestUrl).toBe('/manifest.webmanifest');
  const devtools = await page.context().newCDPSession(page);
  const { errors, data, url } = await devtools.send('Page.getAppManifest');
  expect(url).toContain('/manifest.webmanifest');
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data ?? '{}') as Record<string, unknown>;
  expect(manifest).toMatchObject({ name: 'Waggle', display: 'standalone', scope: '/' });
  expect(manifest.id).toBeTruthy();
  expect(manifest.start_url).toBeTruthy();
  const sizes = (manifest.icons as { sizes: string }[]).map((icon) => icon.sizes);
  expect(sizes).toEqual(expect.arrayContaining(['192x192', '512x512']));
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  // Browsers in automation have a profile that forgets, into which nothing can be installed.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});

memberTest('opens without a network, on a deep link, with what was last seen', async ({ member }) => {
  await installed(member.page);
  await member.list.open('Assistant');
  await member.chat.send('what was last seen');
  await expect(member.chat.finished('Assistant').first()).toContainText('Demo model', { timeout: 30_000 });
  const address = member.page.url();

  await member.page.context().setOffline(true);
  await member.page.goto(address);
  await expect(member.chat.bubbles('Ada Lovelace')).toContainText('what was last seen');
  await expect(member.chat.finished('Assistant').first()).toContainText('Demo model');
  await member.page.getByRole('button', { name: 'Attach' }).click();
  await expect(member.page.getByRole('menuitem', { name: 'File' })).toBeVisible();
  await member.page.keyboard.press('Escape');
  await member.page.goto('/');
  await expect(member.list.row('Assistant')).toBeVisible();
  await member.page.goto('/settings');
  await expect(member.page.getByRole('heading', { name: 'Settings' }).first()).toBeVisible();
});

memberTest('leaves /api and /socket.io to the network', async ({ member }) => {
  await installed(member.page);
  await member.page.reload();
  await member.list.list.waitFor();
  const answeredByWorker = async (path: string) => {
    const response = member.page.waitForResponse((answer) => answer.url().endsWith(path));
    await member.page.evaluate(async (url) => (await fetch(url)).text(), path);
    return (await response).fromServiceWorker();
  };
  expect(await answeredByWorker('/favicon.svg')).toBe(true);
  expect(await answeredByWorker('/api/health')).toBe(false);
  expect(await answeredByWorker('/socket.io/?EIO=4&transport=polling')).toBe(false);
  const navigation = await member.page.goto('/api/health');
  expect(navigation?.fromServiceWorker()).toBe(false);
  expect(await navigation?.json()).toMatchObject({ ok: true });
  const kept = await member.page.evaluate(async () => {
    const names = await caches.keys();
    const urls = await Promise.all(
      names.map(async (name) => (await (await caches.open(name)).keys()).map((r) => r.url)),
    );
    return urls.flat().filter((url) => /\/(api|socket\.io)\//.test(url));
  });
  expect(kept).toEqual([]);
});

test('says that a newer version is there and takes it when asked, while other tabs keep theirs', async ({
  person,
  front,
}) => {
  const { page, door, list } = await person({ baseURL: front.url });
  await door.createAccount('Ada Lovelace', 'ada@example.org', PASSWORD);
  await list.list.waitFor();
  await installed(page);

  await front.serve('second');
  const other = await page.context().newPage();
  await other.goto('/');
  await expect(newVersion(other)).toBeVisible();
  await expect(shell(other)).toHaveAttribute('data-build', 'first');
  await other.getByRole('button', { name: 'Reload' }).click();
  await expect(shell(other)).toHaveAttribute('data-build', 'second');
  await expect(other.getByRole('list', { name: 'Chats' })).toBeVisible();

  await expect(newVersion(page)).toBeVisible();
  expect(await isKept(page, PageFront.scriptOf('first'))).toBe(true);
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(shell(page)).toHaveAttribute('data-build', 'second');
  await other.close();
  await page.reload();
  await expect.poll(() => isKept(page, PageFront.scriptOf('first'))).toBe(false);
  expect(await isKept(page, PageFront.scriptOf('second'))).toBe(true);
  await expect(newVersion(page)).toBeHidden();
});

test('a newer version that can not be kept is taken from the network', async ({ person, front }) => {
  const { page, door, list } = await person({ baseURL: front.url });
  await door.createAccount('Ada Lovelace', 'ada@example.org', PASSWORD);
  await list.list.waitFor();
  await installed(page);

  await front.serve('second', { incomplete: true });
  await page.reload();
  await expect(newVersion(page)).toBeVisible();
  await expect(shell(page)).toHaveAttribute('data-build', 'first');
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(shell(page)).toHaveAttribute('data-build', 'second');
  await expect(list.list).toBeVisible();
});

function newVersion(page: Page): Locator {
  return page.getByText('A new version is there.');
}

function shell(page: Page): Locator {
  return page.locator('html');
}

function isKept(page: Page, path: string): Promise<boolean> {
  return page.evaluate(async (url) => (await caches.match(url, { ignoreSearch: true })) !== undefined, path);
}

/** Waits until the worker has everything and answers for this page. */
async function installed(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}
