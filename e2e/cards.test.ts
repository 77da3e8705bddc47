import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Locator, Page } from '@playwright/test';
import { audit } from './audit.ts';
import { memberTest } from './memberTest.ts';
import { ADMIN, emailOf, expect, PASSWORD, phone, start, test } from './waggleTest.ts';

const PASSAGE = 'In a hundred old houses the pumps gave 3.4 times what they took.';

/** A search engine that always finds the same page. */
const searching = test.extend({
  server: async ({ store }, use) => {
    const results = [{ url: 'https://pumps.example/field', title: 'Heat pumps in the field', content: PASSAGE }];
    const engine = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ results }));
    }).listen(0, '127.0.0.1');
    await once(engine, 'listening');
    const address = engine.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const server = await start(store, { SEARXNG_URL: `http://127.0.0.1:${String(port)}` });
    await use(server);
    await server.stop();
    engine.close();
  },
});

for (const options of [{}, phone]) {
  const where = 'viewport' in options ? 'on a phone' : 'on a desktop';
  searching(`what an agent did is folded above its answer, and what it cites opens, ${where}`, async ({ person }) => {
    const { page, list, chat } = await person({ account: ADMIN, ...options });
    await list.open('Assistant');
    await chat.send('Search the web for heat pumps. And what is 6 * 7?');
    const answer = chat.finished('Assistant').first();
    await expect(answer).toContainText('3.4 times', { timeout: 30_000 });

    const folded = answer.getByRole('button', { name: /^2 steps · / });
    await expect(folded).toHaveAttribute('aria-expanded', 'false');
    await staysWhile(folded, () => expect(answer.getByRole('button', { name: /^Calculated/ })).toBeVisible());
    const search = answer.getByRole('button', { name: /^Searched the web: heat pumps/ });
    await staysWhile(search, () => expect(answer.getByText('What came of it')).toBeVisible());
    await expect(answer.locator('.card-text')).toContainText(PASSAGE);
    await audit(page, `an answer with its steps ${where}`);
    await folded.click();
    await expect(answer.locator('.card-text')).toBeHidden();

    const mark = answer.getByRole('link', { name: '1, source: Heat pumps in the field' });
    await mark.click();
    const dialog = page.getByRole('dialog', { name: 'Sources' });
    await expect(dialog).toContainText(PASSAGE);
    const link = dialog.getByRole('link', { name: /^Open pumps\.example/ });
    await expect(link).toHaveAttribute('href', 'https://pumps.example/field');
    await expect(link).toHaveAttribute('target', '_blank');
    await expect(link).toHaveAttribute('rel', /noopener noreferrer/);
    await audit(page, `what an answer cites ${where}`);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(mark).toBeFocused();
    if (where === 'on a desktop') {
      await mark.click();
      await expect(dialog).toBeVisible();
      await chat.composer.click();
      await expect(dialog).toBeHidden();
      await page.evaluate(() => new Promise((later) => setTimeout(later, 50)));
      await expect(chat.composer).toBeFocused();
    }

    await page.reload();
    await expect(answer.getByRole('button', { name: /^2 steps · / })).toBeVisible();
    await answer.getByRole('list', { name: 'Sources' }).getByRole('button').click();
    await expect(dialog).toContainText(PASSAGE);
  });
}

const REQUEST = 'Set up an event "Review" on 2030-12-01 at 14:00';

memberTest(
  'an agent that wants to change something shows all of it, and only who may decide does',
  async ({ member, friend, person }) => {
    await member.list.newProject('Launch', ['Business']);
    const chatId = member.page.url().split('/').at(-1) ?? '';
    const grace = await friend('Grace Höpper', chatId);
    await member.chat.send(`@business ${REQUEST}`);
    const answer = member.chat.bubbles('Business').first();
    const box = boxOf(answer);
    await expect(box).toContainText('Sunday, December 1, 2030 at 2:00 PM', { timeout: 30_000 });
    await expect(box).toContainText(/\d+ hr left/);
    await expect(announced(member.page)).toContainText('Business wants to post an event');
    await expect(member.list.row('Launch')).toContainText('Business waits for you');
    await audit(member.page, 'an agent that waits for somebody');

    const other = await person({ path: `/chat/${chatId}`, ...phone });
    await other.door.signIn(emailOf(grace), PASSWORD);
    const theirs = boxOf(other.chat.bubbles('Business').first());
    await expect(theirs).toContainText('Ada Lovelace, or an owner or admin of this chat, can allow this.');
    await expect(theirs.getByRole('button', { name: 'Allow: post an event' })).toBeHidden();
    await expect(other.page.getByRole('region', { name: 'Working agents' })).toContainText('waits for others');
    await audit(other.page, 'an agent that waits for somebody else on a phone');

    const deny = box.getByRole('button', { name: 'Deny: post an event' });
    await deny.click();
    const reason = box.getByRole('textbox', { name: 'Why not? The agent reads this.' });
    await expect(reason).toBeFocused();
    await member.page.keyboard.press('Escape');
    await expect(deny).toBeFocused();
    await member.page.keyboard.press('Enter');
    await reason.fill('Not on a Sunday.');
    await deny.click();
    const denied = 'Denied by Ada Lovelace: Not on a Sunday.';
    await expect(answer).toContainText(denied);
    await expect(other.chat.bubbles('Business').first()).toContainText(denied);
    await expect(member.chat.finished('Business').first()).toContainText(denied, { timeout: 30_000 });
    await expect(theirs).toBeHidden();
    await expect(member.chat.log.getByText('Review', { exact: true })).toBeHidden();

    await member.page.getByRole('button', { name: 'Chat info' }).click();
    const info = member.page.getByRole('complementary', { name: 'Chat info' });
    await info.getByRole('button', { name: 'What agents ask about' }).click();
    const changes = info.getByRole('group', { name: 'When agents change something' });
    await changes.getByLabel('How often they ask').selectOption('Each time');
    await changes.getByLabel('Who allows it').selectOption('Several people together');
    await expect(changes.getByLabel('How many people')).toHaveValue('2');
    await expect(member.page.getByText('Saved. It counts for what agents ask from now on.').first()).toBeVisible();
    await audit(member.page, 'what agents of a chat ask about');
    await info.getByRole('button', { name: 'Close' }).click();
    await member.chat.send(`@business ${REQUEST}`);
    const second = member.chat.bubbles('Business').nth(1);
    await expect(boxOf(second)).toContainText('Nobody of 2 said yes yet', { timeout: 30_000 });
    const allow = { name: 'Allow: post an event' };
    await boxOf(other.chat.bubbles('Business').nth(1)).getByRole('button', allow).click();
    await expect(boxOf(second)).toContainText('1 of 2 said yes: Grace Höpper');
    await audit(other.page, 'an agent that waits for one more yes on a phone');
    await boxOf(second).getByRole('button', allow).click();
    await expect(second).toContainText('Allowed by Grace Höpper and Ada Lovelace');
    await expect(member.chat.log.getByText('Review', { exact: true })).toBeVisible({ timeout: 30_000 });
  },
);

memberTest('what a person allows is done, and their name stands by it', async ({ member }) => {
  await member.list.open('Assistant');
  await member.chat.send(REQUEST);
  const answer = member.chat.bubbles('Assistant').first();
  await boxOf(answer).getByRole('button', { name: 'Allow: post an event' }).click({ timeout: 30_000 });
  await expect(answer).toContainText('Allowed by Ada Lovelace');
  await expect(member.chat.log.getByText('Review', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(answer.getByRole('button', { name: /^Posted an event: Review/ })).toBeVisible();
});

/** Clicks it and sees to it that it is where it was once that has shown what it should. */
async function staysWhile(toggle: Locator, shows: () => Promise<void>): Promise<void> {
  await toggle.scrollIntoViewIfNeeded();
  const before = await toggle.boundingBox();
  await toggle.click();
  await shows();
  await expect.poll(async () => Math.abs(((await toggle.boundingBox())?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(2);
}

function boxOf(answer: Locator): Locator {
  return answer.getByRole('region', { name: /wants to post an event$/ });
}

function announced(page: Page): Locator {
  return page.locator('section > [aria-live="polite"]');
}
