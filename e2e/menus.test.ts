import { expect, test } from './waggleTest.ts';

test('a menu opens at the first key, however late its list comes', async ({ signedIn, person }) => {
  const { page, list } = await person({ storageState: signedIn });
  const { keyboard } = page;
  // So that nothing is fetched ahead of need.
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  await page.reload();
  await list.open('Assistant');
  const scripts = '**/_next/static/**/*.js';
  const attach = page.getByRole('button', { name: 'Attach' });
  const [first, second] = [page.getByRole('menuitem').first(), page.getByRole('menuitem').nth(1)];

  let asked = 0;
  await page.route(scripts, (route) => {
    asked = performance.now();
    return route.abort();
  });
  await attach.focus();
  await keyboard.press('Enter');
  await expect(page.getByText('Waggle cannot be reached right now.')).toBeVisible({ timeout: 20_000 });
  await expect(attach).toHaveAttribute('aria-expanded', 'false');
  await expect(attach).toBeFocused();
  // Each script is asked for a second time after 200 to 600 ms; what of that fails later would fail for the next try, too.
  await expect.poll(() => performance.now() - asked).toBeGreaterThan(1000);

  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(scripts, async (route) => {
    await released;
    await route.continue();
  });
  await keyboard.press('Enter');
  await expect(attach).toHaveAttribute('aria-expanded', 'true');
  await expect(attach).toBeFocused();
  release();
  await expect(first).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(second).toBeFocused();
  // Where the page has much to do timers are late: by then the menu may be open again.
  await page.evaluate(() => {
    const { setTimeout } = window;
    Object.assign(window, { setTimeout: (run: () => void, ms = 0) => setTimeout(run, ms + 300) });
  });
  await keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(attach).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(first).toBeFocused();
  await page.evaluate(() => new Promise<void>((resolve) => setTimeout(resolve)));
  await expect(first).toBeFocused();
  await keyboard.press('Escape');
  await expect(attach).toBeFocused();

  await attach.click();
  await expect(page.getByRole('menu', { name: 'Attach' })).toBeFocused();
  await attach.click();
  await expect(page.getByRole('menu')).toBeHidden();
});

test('a menu that was closed is gone at once, and the next press opens it again', async ({ member }) => {
  const { page, list } = member;
  await list.open('Assistant');
  // Frames may be so late that what a menu opens with has not begun when it is closed.
  await page.addStyleTag({ content: '[role="menu"] { animation-delay: 1h; }' });
  const attach = page.getByRole('button', { name: 'Attach' });
  const menu = page.getByRole('menu', { name: 'Attach' });
  await attach.click();
  await expect(menu).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await attach.click();
  await expect(menu).toBeFocused();
  await expect(attach).toHaveAttribute('aria-expanded', 'true');
});
