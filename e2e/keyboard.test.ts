import type { Page } from '@playwright/test';
import { ADMIN, expect, test, vendorTest } from './waggleTest.ts';

test('everything that matters is done by keyboard alone', async ({ signedIn: _there, person }) => {
  const { page, chat } = await person({ permissions: ['clipboard-read', 'clipboard-write'] });
  const { keyboard } = page;
  await page.getByLabel('Email').waitFor();
  await tabTo(page, /^Email/);
  await keyboard.type(ADMIN.email);
  await tabTo(page, /^Password/);
  await keyboard.type(ADMIN.password);
  await keyboard.press('Enter');

  await page.getByRole('list', { name: 'Chats' }).waitFor();
  await tabTo(page, /^Assistant/);
  await keyboard.press('Enter');
  await expect(chat.composer).toBeFocused();
  await keyboard.type('What is 12 * 3?');
  await keyboard.press('Shift+Enter');
  await keyboard.type('Thanks');
  await keyboard.press('Enter');
  await expect(chat.composer).toHaveValue('');
  await expect(chat.bubbles('Ada')).toContainText('Thanks');
  const answer = chat.finished('Assistant');
  await expect(answer).toContainText('= 36', { timeout: 30_000 });

  await tabTo(page, /^Actions for the message by Assistant/, 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'React with 👍' })).toBeFocused();
  await keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(answer.getByRole('button', { name: /^Actions/ })).toBeFocused();
  await expect(chat.composer).toBeVisible();
  await keyboard.press('Enter');
  await keyboard.type('Cop');
  await expect(page.getByRole('menuitem', { name: 'Copy' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('status').getByText('Copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('= 36');
  await keyboard.press('Enter');
  await keyboard.type('Reg');
  await expect(page.getByRole('menuitem', { name: 'Regenerate' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(chat.bubbles('Assistant')).toHaveAttribute('aria-busy', 'true');
  await expect(answer).toContainText('= 36', { timeout: 30_000 });
});

test('Escape goes one step back and the focus returns to where it came from', async ({ member }) => {
  const { page } = member;
  const { keyboard } = page;
  const newChat = page.getByRole('button', { name: 'New chat' }).first();
  await newChat.focus();
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(newChat).toBeFocused();

  await member.list.newProject('Launch', ['Research', 'Coder']);
  const info = page.getByRole('button', { name: 'Chat info' });
  await info.focus();
  await keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Chat info' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: 'Chat info' })).toBeHidden();
  await expect(info).toBeFocused();

  // What one goes on to at once keeps the focus.
  await keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Chat info' })).toBeVisible();
  await member.chat.composer.evaluate((field) => {
    addEventListener('popstate', () => field.focus(), { once: true });
  });
  await keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: 'Chat info' })).toBeHidden();
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await expect(member.chat.composer).toBeFocused();

  await member.chat.composer.focus();
  await keyboard.type('@');
  await expect(member.chat.choices.first()).toBeVisible();
  await keyboard.press('Escape');
  await expect(member.chat.choices).toHaveCount(0);
  await expect(member.chat.composer).toBeFocused();
  await expect(member.chat.composer).toHaveValue('@');
});

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

  await page.route(scripts, (route) => route.abort());
  await attach.focus();
  await keyboard.press('Enter');
  await expect(page.getByText('Waggle cannot be reached right now.')).toBeVisible({ timeout: 20_000 });
  await expect(attach).toHaveAttribute('aria-expanded', 'false');
  await expect(attach).toBeFocused();

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
  await keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(attach).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(first).toBeFocused();
  await keyboard.press('Escape');
  await expect(attach).toBeFocused();

  await attach.click();
  await expect(page.getByRole('menu', { name: 'Attach' })).toBeFocused();
  await attach.click();
  await expect(page.getByRole('menu')).toBeHidden();
});

vendorTest(
  'a screen reader hears that an agent answers and what it said, not every word',
  async ({ admin, vendor }) => {
    const { page } = admin;
    vendor.otherwise(() => ({ do: 'answer', delayMs: 80 }));
    await admin.list.open('Research');
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      // What changes in a polite region is spoken; the rest of the page is silent.
      new MutationObserver((changes) => {
        for (const { target } of changes) {
          const element = target instanceof Element ? target : target.parentElement;
          const region = element?.closest('[aria-live]');
          const text = region?.textContent.trim() ?? '';
          if (region?.getAttribute('aria-live') !== 'off' && text !== '' && heard.at(-1) !== text) heard.push(text);
        }
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await admin.chat.send('How do bees find food?');
    await expect(admin.chat.finished('Research')).toContainText('where the good things are.');
    const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    await expect
      .poll(heard)
      .toEqual(['Research is answering', 'Research: Bees dance to tell each other where the good things are.']);
  },
);

/** Presses Tab until what has this name has the focus. */
async function tabTo(page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let at = 0; at < 60; at++) {
    await page.keyboard.press(key);
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const labels = element instanceof HTMLInputElement ? element.labels : null;
      return (element?.getAttribute('aria-label') ?? labels?.[0]?.innerText ?? element?.textContent ?? '').trim();
    });
    if (name.test(focused)) return;
    passed.push(focused.slice(0, 30));
  }
  throw new Error(`Tab never came to ${String(name)}, but to ${passed.join(' | ')}`);
}
