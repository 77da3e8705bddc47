import type { Locator } from '@playwright/test';
import { memberTest } from './memberTest.ts';
import { expect } from './waggleTest.ts';

memberTest('the focus returns from a dialog to what opened it', async ({ member, memberDevice: _other }) => {
  const { page, list, chat } = member;
  const { keyboard } = page;
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  const returnsTo = async (opener: Locator) => {
    await dialog.waitFor();
    await keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(opener).toBeFocused();
  };

  await page.goto('/settings/devices');
  const end = page.getByRole('button', { name: 'Sign out' });
  for (const key of ['Enter', '?', 'Control+k']) {
    await end.focus();
    await keyboard.press(key);
    await returnsTo(end);
  }

  await page.goto('/new/agent');
  await page.getByLabel('Name', { exact: true }).fill('Imkerin');
  await page.getByLabel('Instructions').fill('You keep bees.');
  await page.getByLabel('What it is for').fill('Knows beehives and swarms.');
  await page.getByRole('button', { name: 'Create agent' }).click();
  const menu = page.getByRole('button', { name: 'What can be done with Imkerin' });
  // Once when the dialog is still to be fetched, and once when it is there.
  for (let times = 0; times < 2; times++) {
    await menu.focus();
    await keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Earlier versions' }).focus();
    await keyboard.press('Enter');
    await returnsTo(menu);
  }

  // Whoever goes on elsewhere while something is open is not called back.
  await page.goto('/');
  await list.open('Assistant');
  await chat.send('Hello');
  await chat.bubbles('Ada').first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'More emojis' }).click();
  await page.getByRole('searchbox', { name: 'Search emojis' }).waitFor();
  await chat.composer.click();
  await expect(dialog).toBeHidden();
  await page.evaluate(() => new Promise((later) => setTimeout(later, 50)));
  await expect(chat.composer).toBeFocused();
});
