import { newId } from '../shared/ids.ts';
import { memberTest as test } from './memberTest.ts';
import { expect, PASSWORD, phone } from './waggleTest.ts';

test('a second person follows an invite link on a phone and sees the same answers stream', async ({
  member,
  person,
}) => {
  await member.list.newProject('Launch', ['Research', 'Coder']);
  const projectUrl = member.page.url();
  await member.page.getByRole('button', { name: 'Chat info' }).click();
  await member.page
    .getByRole('button', { name: /invite link/i })
    .first()
    .click();
  const link = await member.page.getByRole('textbox', { name: /link/i }).inputValue();

  const grace = await person({ ...phone, path: new URL(link).pathname });
  await expect(grace.page.getByText('Launch')).toBeVisible();
  await grace.door.createAccount('Grace Höpper', `grace-${newId()}@example.org`, PASSWORD);
  await expect(grace.chat.composer).toBeVisible();

  await member.page.goto(projectUrl);
  await member.chat.send('@research what changed in HTTP/3? @coder show me a client');
  for (const sender of ['Research', 'Coder']) {
    await expect(grace.chat.bubbles(sender)).toHaveCount(1);
    await expect(grace.chat.finished(sender)).toContainText('Demo model', { timeout: 30_000 });
  }
  const mine = await member.chat.bubbles('Coder').locator('pre').first().innerText();
  await expect(grace.chat.bubbles('Coder').locator('pre').first()).toHaveText(mine);

  await grace.chat.send('Thank you, Ada');
  await expect(member.chat.bubbles('Grace Höpper')).toContainText('Thank you, Ada');
  await expect(grace.chat.bubbles('Grace Höpper').getByRole('img', { name: 'Read by everyone' })).toBeVisible();
});

test('a message written offline waits with a clock and goes out once when back', async ({ member }) => {
  await member.list.open('Assistant');
  await member.page.context().setOffline(true);
  await member.chat.send('written offline');
  const bubble = member.chat.bubbles('Ada Lovelace');
  await expect(bubble.getByRole('img', { name: 'Waiting to be sent' })).toBeVisible();
  await member.page.context().setOffline(false);
  await expect(bubble.getByRole('img', { name: 'Waiting to be sent' })).toBeHidden({ timeout: 20_000 });
  await expect(bubble).toHaveCount(1);
  await expect(member.chat.finished('Assistant').first()).toContainText('Demo model', { timeout: 30_000 });
});

test('a draft survives a reload', async ({ member }) => {
  await member.list.open('Assistant');
  await member.chat.composer.fill('half a thought');
  await expect(member.list.row('Assistant')).toContainText('half a thought');
  await member.page.reload();
  await expect(member.chat.composer).toHaveValue('half a thought');
});

test('mentions are chosen by keyboard alone', async ({ member }) => {
  await member.list.newProject('Launch', ['Research', 'Coder']);
  await member.chat.composer.focus();
  await member.page.keyboard.type('@');
  const options = member.page.getByRole('listbox', { name: 'Who to mention' }).getByRole('option');
  await expect(options).toHaveCount(3);
  await member.page.keyboard.press('ArrowDown');
  const second = options.nth(1);
  await expect(second).toHaveAttribute('aria-selected', 'true');
  await expect(second).toContainText('Research');
  await member.page.keyboard.press('Enter');
  await expect(member.chat.composer).toHaveValue('@research ');
  await member.page.keyboard.type('what changed in HTTP/3?');
  await expect(member.page.getByText('Research will answer')).toBeVisible();
  await member.page.keyboard.press('Enter');
  await expect(member.chat.bubbles('Research')).toHaveCount(1);
  await expect(member.chat.bubbles('Coder')).toHaveCount(0);
});
