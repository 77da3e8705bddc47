import { expect, PASSWORD, phone, test } from './waggleTest.ts';

test('a second person follows an invite link on a phone and sees the same answers stream', async ({
  admin,
  person,
}) => {
  await admin.list.newProject('Launch', ['Research', 'Coder']);
  const projectUrl = admin.page.url();
  await admin.page.getByRole('button', { name: 'Chat info' }).click();
  await admin.page
    .getByRole('button', { name: /invite link/i })
    .first()
    .click();
  const link = await admin.page.getByRole('textbox', { name: /link/i }).inputValue();

  const grace = await person({ ...phone, path: new URL(link).pathname });
  await expect(grace.page.getByText('Launch')).toBeVisible();
  await grace.door.createAccount('Grace Höpper', 'grace@example.org', PASSWORD);
  await expect(grace.chat.composer).toBeVisible();

  await admin.page.goto(projectUrl);
  await admin.chat.send('@research what changed in HTTP/3? @coder show me a client');
  for (const sender of ['Research', 'Coder']) {
    await expect(grace.chat.bubbles(sender)).toHaveCount(1);
    await expect(grace.chat.finished(sender)).toContainText('Demo model', { timeout: 30_000 });
  }
  const mine = await admin.chat.bubbles('Coder').locator('pre').first().innerText();
  await expect(grace.chat.bubbles('Coder').locator('pre').first()).toHaveText(mine);

  await grace.chat.send('Thank you, Ada');
  await expect(admin.chat.bubbles('Grace Höpper')).toContainText('Thank you, Ada');
  await expect(grace.chat.bubbles('Grace Höpper').getByRole('img', { name: 'Read by everyone' })).toBeVisible();
});

test('a message written offline waits with a clock and goes out once when back', async ({ admin }) => {
  await admin.list.open('Assistant');
  await admin.page.context().setOffline(true);
  await admin.chat.send('written offline');
  const bubble = admin.chat.bubbles('Ada Lovelace');
  await expect(bubble.getByRole('img', { name: 'Waiting to be sent' })).toBeVisible();
  await admin.page.context().setOffline(false);
  await expect(bubble.getByRole('img', { name: 'Waiting to be sent' })).toBeHidden({ timeout: 20_000 });
  await expect(bubble).toHaveCount(1);
  await expect(admin.chat.finished('Assistant').first()).toContainText('Demo model', { timeout: 30_000 });
});

test('a draft survives a reload', async ({ admin }) => {
  await admin.list.open('Assistant');
  await admin.chat.composer.fill('half a thought');
  await expect(admin.list.row('Assistant')).toContainText('half a thought');
  await admin.page.reload();
  await expect(admin.chat.composer).toHaveValue('half a thought');
});

test('mentions are chosen by keyboard alone', async ({ admin }) => {
  await admin.list.newProject('Launch', ['Research', 'Coder']);
  await admin.chat.composer.focus();
  await admin.page.keyboard.type('@');
  const options = admin.page.getByRole('listbox', { name: 'Who to mention' }).getByRole('option');
  await expect(options).toHaveCount(3);
  await admin.page.keyboard.press('ArrowDown');
  const second = options.nth(1);
  await expect(second).toHaveAttribute('aria-selected', 'true');
  await expect(second).toContainText('Research');
  await admin.page.keyboard.press('Enter');
  await expect(admin.chat.composer).toHaveValue('@research ');
  await admin.page.keyboard.type('what changed in HTTP/3?');
  await expect(admin.page.getByText('Research will answer')).toBeVisible();
  await admin.page.keyboard.press('Enter');
  await expect(admin.chat.bubbles('Research')).toHaveCount(1);
  await expect(admin.chat.bubbles('Coder')).toHaveCount(0);
});
