import type { Page } from '@playwright/test';
import { audit } from './audit.ts';
import { memberTest } from './memberTest.ts';
import { done, expect, phone, test, userOf } from './waggleTest.ts';

/** What the thread shows marked. */
const marked = (page: Page) =>
  page.evaluate(() => Array.from(CSS.highlights.get('found') ?? [], (range) => (range as Range).toString()));

test('messages are found, narrowed, and gone to with what stands around them', async ({
  admin,
  adminDevice,
  friend,
}) => {
  const { page, list, chat } = admin;
  await list.newProject('Garden', []);
  const chatId = page.url().split('/').at(-1) ?? '';
  const grace = await friend('Grace', chatId);
  const before = 'Die Häuser am Müllerweg sind verkauft';
  await chat.send(before);
  await expect(chat.bubbles('Ada')).toHaveCount(1);
  for (let index = 1; index <= 150; index++) grace.waggle.send(chatId, { text: `Row ${String(index)} of beans` });
  grace.waggle.send(chatId, { text: 'Read https://example.org/beans before the gardeners come' });
  await expect(chat.log.getByText('gardeners come')).toBeVisible({ timeout: 30_000 });
  await adminDevice.until('everything is there', (state) => state.chats[chatId]?.lastSeq === 152);

  const field = page.getByRole('searchbox', { name: 'Search chats and messages' });
  await page.keyboard.press('Control+Shift+F');
  await expect(field).toBeFocused();
  await page.keyboard.type('haus muellerw');
  const messages = page.getByRole('list', { name: 'Messages' });
  await expect(messages.getByRole('listitem')).toHaveCount(1);
  await expect(messages.getByText('Häuser', { exact: true })).toBeVisible();
  await audit(page, 'what was found everywhere');
  await messages.getByRole('button').click();
  await expect(chat.log.getByText(before)).toBeInViewport();
  await expect.poll(() => marked(page)).toEqual(['Häuser', 'Müllerweg']);
  await expect(chat.log.getByText('Row 3 of beans')).toBeVisible();

  await field.fill('beens');
  await expect(page.getByText('Written a little differently')).toBeVisible();
  await field.fill('bean');
  await expect(messages.getByRole('listitem')).toHaveCount(20);
  await page.getByRole('button', { name: 'Show more' }).click();
  await expect(messages.getByRole('listitem')).toHaveCount(40);
  const filters = page.getByRole('group', { name: 'Narrow the search' });
  await filters.getByRole('button', { name: 'Links' }).click();
  await expect(messages.getByRole('listitem')).toHaveCount(1);
  await filters.getByRole('button', { name: 'From…' }).click();
  await page.getByRole('menuitem', { name: 'Ada Lovelace' }).click();
  await expect(page.getByText('No message has “bean”.')).toBeVisible();
  await filters.getByRole('button', { name: 'From Ada Lovelace' }).click();
  await filters.getByRole('button', { name: 'Dates' }).click();
  await page.getByLabel('To day').fill('2020-01-01');
  await expect(page.getByText('No message has “bean”.')).toBeVisible();
  await field.fill('grace');
  await filters.getByRole('button', { name: 'Dates' }).click();
  await filters.getByRole('button', { name: 'Links' }).click();
  await expect(page.getByRole('list', { name: 'People and agents' }).getByText('Grace')).toBeVisible();
  await field.press('Escape');
  await expect(field).toHaveValue('');

  done(await adminDevice.waggle.command('member:remove', { chatId, contactId: userOf(grace) }));
  const gone = await grace.waggle.search({ text: 'beans', limit: 5 });
  expect(done(gone).hits).toEqual([]);
});

test.describe('with what the app has kept', () => {
  test.use({ serviceWorkers: 'allow' });

  memberTest(
    'a chat is searched from match to match, on a phone and offline too',
    async ({ member, memberDevice, person }) => {
      const { page, list, chat } = member;
      await list.newProject('Garden', []);
      const chatId = page.url().split('/').at(-1) ?? '';
      for (let index = 1; index <= 40; index++) {
        memberDevice.waggle.send(chatId, {
          text: index % 10 === 0 ? `Row ${String(index)} has roses` : `Row ${String(index)}`,
        });
      }
      await expect(chat.log.getByText('Row 40 has roses')).toBeVisible({ timeout: 30_000 });

      await page.keyboard.press('Control+F');
      const bar = page.getByRole('search', { name: 'Search in this chat' });
      const field = bar.getByRole('searchbox');
      await expect(field).toBeFocused();
      await page.keyboard.type('rose');
      await expect(bar.getByRole('status')).toHaveText('1 of 4');
      await expect.poll(() => marked(page)).toContain('roses');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await expect(bar.getByRole('status')).toHaveText('3 of 4');
      await expect(chat.log.getByText('Row 20 has roses')).toBeInViewport();
      await page.keyboard.press('Shift+Enter');
      await expect(bar.getByRole('status')).toHaveText('2 of 4');
      await bar.getByRole('button', { name: 'Filters' }).click();
      await audit(page, 'the search in a chat');
      await bar.getByRole('button', { name: 'Code' }).click();
      await expect(bar.getByRole('status')).toHaveText('Nothing found');
      await field.focus();
      await page.keyboard.press('Escape');
      await expect(bar).toBeHidden();
      await expect(chat.composer).toBeFocused();
      expect(await marked(page)).toEqual([]);

      const small = await person({
        ...phone,
        storageState: await page.context().storageState(),
        path: `/chat/${chatId}`,
      });
      await small.page.getByRole('button', { name: 'Search', exact: true }).tap();
      await small.page.getByRole('searchbox', { name: 'Search in this chat' }).fill('roses');
      await expect(small.page.getByRole('search').getByRole('status')).toHaveText('1 of 4');
      await audit(small.page, 'the search in a chat on a phone');
      await small.page.context().setOffline(true);
      await small.page.getByRole('searchbox', { name: 'Search in this chat' }).fill('row 10');
      await expect(small.page.getByText('only what is on this device was searched')).toBeVisible({ timeout: 30_000 });
      await expect(small.page.getByRole('search').getByRole('status')).toHaveText('1 of 1');
    },
  );
});

memberTest('the palette and the shortcuts lead everywhere by keyboard', async ({ member }) => {
  const { page, list, chat } = member;
  const { keyboard } = page;
  await list.newProject('Night bakery', ['Coder']);
  await list.newProject('Garden', ['Coder']);
  await chat.send('Hello');
  await keyboard.press('Control+K');
  const palette = page.getByRole('dialog', { name: 'Go to or do' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await audit(page, 'the palette');
  await keyboard.type('bakry');
  await expect(palette.getByRole('option').first()).toHaveText('Night bakery');
  await keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Night bakery', level: 1 })).toBeAttached();
  await keyboard.press('Alt+ArrowUp');
  await expect(page.getByRole('heading', { name: 'Garden', level: 1 })).toBeAttached();
  await keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('heading', { name: 'Night bakery', level: 1 })).toBeAttached();

  await keyboard.press('Control+K');
  await keyboard.type('dark');
  await keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await keyboard.press('Control+K');
  await keyboard.type('mute this');
  await keyboard.press('Enter');
  await keyboard.press('Control+K');
  await expect(palette.getByRole('option', { name: 'Unmute this chat' })).toBeVisible();
  await audit(page, 'the palette in the dark');
  await keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await keyboard.press('Control+K');
  await keyboard.type('deutsch');
  await keyboard.press('Enter');
  await expect(page.getByRole('searchbox', { name: 'Chats und Nachrichten suchen' })).toBeVisible();

  await page.getByRole('log').or(page.getByRole('main')).first().focus();
  await keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Tastenkürzel' });
  await expect(sheet.getByText('Vorheriger Chat')).toBeVisible();
  await audit(page, 'the shortcuts');
  await keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});
