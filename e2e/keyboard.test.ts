import type { Locator, Page } from '@playwright/test';
import type { Behaviour } from '../agents/testing/vendorServer.ts';
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
  await expect(chat.composer).toBeFocused();
  await expect(answer).toContainText('= 36', { timeout: 30_000 });
  await expect(chat.composer).toBeFocused();
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

  // What a menu led to leads back to the menu's button, also where the row was drawn anew meanwhile.
  const { chat } = member;
  await chat.send('First');
  await chat.send('Second');
  const [first, second] = [chat.bubbles('Ada').nth(0), chat.bubbles('Ada').nth(1)];
  await expect(second).toContainText('Second');
  for (const entry of ['Forward', 'Info', 'Delete for everyone']) {
    await chooseByKeys(first, entry);
    await page.getByRole('dialog').or(page.getByRole('alertdialog')).waitFor();
    await keyboard.press('Escape');
    await expect(menuOf(first), entry).toBeFocused();
  }
  await chooseByKeys(first, 'Select');
  await expect(page.getByRole('toolbar', { name: 'Selected messages' }).getByRole('button').first()).toBeFocused();
  await keyboard.press('Escape');
  await expect(menuOf(first)).toBeFocused();
  await chooseByKeys(first, 'Delete for me');
  await expect(first).toContainText('Second');
  await expect(chat.composer).toBeFocused();

  const rows = member.list.list.getByRole('listitem');
  const name = (await rows.nth(1).getByRole('link').innerText()).split('\n')[0] ?? '';
  await rows
    .first()
    .getByRole('button', { name: /^Actions/ })
    .focus();
  await keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Archive' }).focus();
  await keyboard.press('Enter');
  await expect(member.list.row('Launch')).toHaveCount(0);
  await expect(member.list.row(name).first().getByRole('link')).toBeFocused();
});

vendorTest(
  'a screen reader hears that an agent answers and what it said, not every word',
  async ({ admin, friend, vendor }) => {
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
    const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard.splice(0));
    const all = () => {
      const words: string[] = [];
      return expect.poll(async () => {
        words.push(...(await heard()));
        return words.join('. ');
      });
    };
    // One after the other, or together what came at once.
    const hears = (...expected: string[]) => all().toBe(expected.join('. '));
    const { chat } = admin;
    vendor.next({
      do: 'answer',
      delayMs: 200,
      pieces: ['## Food\n\nBees **dance** ', 'to [tell](https://example.org).'],
    });
    await chat.send('How do bees find food?');
    await expect(chat.finished('Research')).toContainText('Bees dance to tell.');
    await hears('Research is answering', 'Research: Food. Bees dance to tell.');

    // What was not said to its end is not heard as if it were.
    const halted = (): Behaviour => ({ do: 'answer', before: (index) => (index < 2 ? Promise.resolve() : gate.held) });
    let gate = hold();
    vendor.next(halted(), halted(), halted(), { do: 'answer', pieces: ['All of it.'], finish: 'length' });
    await chat.send('And then?');
    await expect(chat.bubbles('Research')).toHaveCount(2);
    const last = chat.bubbles('Research').last();
    await expect(last).toContainText('Bees dance');
    await last.getByRole('button', { name: 'Stop Research' }).press('Enter');
    await expect(last).toContainText('Stopped.');
    gate.release();
    await hears('Research is answering', 'Research: Bees dance … Stopped.');

    // Nor is the place lost where one was.
    await expect(menuOf(last)).toBeFocused();
    for (const name of ['Try again', 'Continue']) {
      gate = hold();
      await last.getByRole('button', { name }).press('Enter');
      await expect(last).toHaveAttribute('aria-busy', 'true');
      await expect(chat.composer).toBeFocused();
      await expect(last).toContainText('Bees dance');
      await chat.stopAll.press('Enter');
      await expect(last).toContainText('Stopped.');
      gate.release();
      await expect(chat.stopAll).toBeHidden();
      await expect(chat.composer).toBeFocused();
      await all().toContain('Stopped.');
    }
    await last.getByRole('button', { name: 'Try again' }).press('Enter');
    await hears(
      'Research is answering',
      'Research: All of it. … This answer was cut short. The connection to the model broke off.',
    );

    // Other people are heard too; of what one has missed, how much it is.
    await admin.list.newProject('Launch', ['Research']);
    await expect(admin.list.row('Launch').getByRole('link')).toHaveAttribute('aria-current', 'page');
    const chatId = page.url().split('/').at(-1) ?? '';
    const grace = await friend('Grace', chatId);
    const says = (text: string) => grace.waggle.send(chatId, { text });
    await heard();
    says('I am **here**');
    await expect(chat.bubbles('Grace')).toHaveCount(1);
    await hears('Grace: I am here');
    await page.context().setOffline(true);
    await expect(page.getByText('You are offline.')).toBeVisible();
    for (const text of ['One', 'Two', 'Three', 'Four']) says(text);
    // What is stored only after the page is back comes one after the other.
    await grace.until('all is stored', ({ outbox }) => (outbox[chatId] ?? []).length === 0);
    await heard();
    await page.context().setOffline(false);
    await expect(chat.bubbles('Grace')).toHaveCount(5);
    await all().toContain('4 new messages');
  },
);

/** Something that waits until it is let go. */
function hold(): { held: Promise<void>; release: () => void } {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { held, release };
}

/** The button for everything that can be done with a message. */
function menuOf(bubble: Locator): Locator {
  return bubble.getByRole('button', { name: /^Actions/ });
}

async function chooseByKeys(bubble: Locator, entry: string): Promise<void> {
  await menuOf(bubble).focus();
  await bubble.page().keyboard.press('Enter');
  const item = bubble.page().getByRole('menuitem', { name: entry, exact: true });
  await item.focus();
  await item.press('Enter');
}

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
