import type { Page } from '@playwright/test';
import { memberTest as test } from './memberTest.ts';
import { expect } from './waggleTest.ts';

const FINISHED = { timeout: 30_000 };

test('every agent is called with @all, and the queen brings together what should be one answer', async ({ member }) => {
  await member.list.newProject('Launch', ['Research', 'Coder']);
  await member.chat.composer.fill('@all which is best for a small site, HTTP/2 or HTTP/3?');
  await expect(member.page.getByText(/Research and Coder will answer|Coder and Research will answer/)).toBeVisible();
  await member.chat.sendButton.click();
  const combined = member.chat.finished('Queen');
  await expect(combined).toContainText('Research:', FINISHED);
  await expect(combined).toContainText('Coder:');
  await expect(member.chat.finished('Research')).toHaveCount(1);
  await expect(member.chat.finished('Coder')).toHaveCount(1);
});

test('an agent who was not asked is asked afterwards', async ({ member }) => {
  await member.list.newProject('Launch', ['Research', 'Coder']);
  await member.chat.send('@research what is a monad?');
  await expect(member.chat.finished('Research')).toContainText('Demo model', FINISHED);
  await expect(member.chat.log).toContainText('Research · mentioned');
  await member.chat.askOther('Coder');
  await expect(member.chat.finished('Coder')).toContainText('Demo model', FINISHED);
  await expect(member.chat.log).toContainText('Coder · asked afterwards');
  await expect(member.chat.log.getByRole('button', { name: 'Ask others' })).toHaveCount(0);
});

test('whoever is replied to answers, and the quote leads to what was said', async ({ member }) => {
  await member.list.newProject('Launch', ['Research', 'Coder']);
  await member.chat.send('@coder show me a client');
  const first = member.chat.finished('Coder').first();
  await expect(first).toContainText('Demo model', FINISHED);
  await member.chat.act(first, 'Reply');
  await expect(member.chat.composer).toBeFocused();
  await member.page.keyboard.type('And a server, please');
  await expect(member.page.getByText('Coder will answer')).toBeVisible();
  await member.page.keyboard.press('Enter');
  await expect(member.chat.finished('Coder')).toHaveCount(2, FINISHED);
  await expect(member.chat.bubbles('Research')).toHaveCount(0);

  const quote = member.chat
    .bubbles('Ada Lovelace')
    .last()
    .getByRole('button', { name: /^In reply to Coder/ });
  await quote.click();
  await expect(first).toBeInViewport();

  await member.chat.act(first, 'Reply');
  await expect(member.page.getByText('Reply to Coder', { exact: true })).toBeVisible();
  await member.page.keyboard.press('Escape');
  await expect(member.page.getByText('Reply to Coder', { exact: true })).toBeHidden();
  await expect(member.chat.composer).toBeFocused();
});

test('the setting of a chat decides who answers what calls nobody', async ({ member }) => {
  await member.list.newProject('Launch', ['Research', 'Coder']);
  await choose(member.page, 'When mentioned');
  await member.chat.composer.fill('Can you write a function that sorts an array in TypeScript?');
  await expect(member.page.getByText('Only people read this. Write @ to ask an agent.')).toBeVisible();

  await choose(member.page, 'When useful');
  await expect(member.page.getByText('The queen decides who answers')).toBeVisible();
  await member.chat.sendButton.click();
  await expect(member.chat.finished('Coder')).toContainText('Demo model', FINISHED);
  await expect(member.chat.bubbles('Research')).toHaveCount(0);
  await expect(member.chat.log).toContainText(/Coder · In the field of Coder/);
  await member.chat.send('Good morning everybody');
  await expect(member.chat.log).toContainText('Nobody was needed.');

  await choose(member.page, 'Always');
  await member.chat.send('Good night');
  await expect(member.chat.finished('Research')).toHaveCount(1, FINISHED);
  await expect(member.chat.finished('Coder')).toHaveCount(2, FINISHED);
});

test('an e-mail address calls nobody, a name with umlauts somebody', async ({ member, friend }) => {
  await member.list.newProject('Launch', ['Research', 'Coder']);
  const chatId = member.page.url().split('/').at(-1) ?? '';
  const joerg = await friend('Jörg Müßig', chatId);
  await choose(member.page, 'When mentioned');
  await member.chat.composer.fill('Write to ada@research.org');
  await expect(member.chat.choices).toHaveCount(0);
  await expect(member.page.getByText('Only people read this.')).toBeVisible();
  await member.chat.sendButton.click();

  await member.chat.composer.pressSequentially('Look here @jorg');
  await expect(member.chat.choices).toHaveText([/Jörg Müßig/]);
  await member.page.keyboard.press('Enter');
  await expect(member.chat.composer).toHaveValue('Look here @Jörg Müßig ');
  await member.page.keyboard.press('Enter');
  const [address, call] = [member.chat.bubbles('Ada').nth(0), member.chat.bubbles('Ada').nth(1)];
  await expect(call.locator('.mention')).toHaveText('@Jörg Müßig');
  await expect(address.locator('.mention')).toHaveCount(0);
  await expect(member.chat.bubbles('Research')).toHaveCount(0);
  await joerg.until('both are there', (state) => Object.keys(state.chats[chatId]?.messages ?? {}).length === 2);
});

/** Sets when the agents of the open chat answer. */
async function choose(page: Page, answers: string): Promise<void> {
  await page.getByRole('button', { name: 'Chat info' }).click();
  const info = page.getByRole('complementary', { name: 'Chat info' });
  await info.getByRole('radio', { name: answers }).click();
  await expect(info.getByRole('radio', { name: answers })).toBeChecked();
  await info.getByRole('button', { name: 'Close' }).click();
  await expect(info).toBeHidden();
}
