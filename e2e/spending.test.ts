import { audit } from './audit.ts';
import { expect, vendorTest as test } from './waggleTest.ts';

test('what answers cost is seen in the settings, and a limit set there stops the next one', async ({ admin }) => {
  const { page } = admin;
  await admin.list.open('Research');
  await admin.chat.send('How do bees find food?');
  await expect(admin.chat.bubbles('Research').first()).toContainText('good things are.');

  await page.goto('/settings/spending');
  const models = page.getByRole('table', { name: 'By model' });
  await expect(models.getByRole('row').nth(1)).toContainText(/anthropic · claude-.*1 answer\$0\.0/);
  await page.getByText('How well models do').click();
  await expect(page.getByText('Nothing is known yet.')).toBeVisible();
  await audit(page, 'spending');
  await page.getByLabel('Most a day, in dollars').fill('0.0001');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await expect(page.getByText('It is used up.')).toBeVisible();

  await page.goto('/');
  await admin.list.open('Research');
  await admin.chat.send('And how do they find home?');
  await expect(admin.chat.bubbles('Research').last()).toContainText('A spending limit is reached.');

  const stopped = admin.chat.bubbles('Research').last();
  await stopped.getByLabel('Raise the limit by').selectOption({ index: 4 });
  await audit(page, 'an answer that a limit stopped');
  await stopped.getByRole('button', { name: 'Raise and go on' }).click();
  await expect(stopped).toContainText('good things are.');

  await page.goto('/settings/spending');
  await expect(page.getByText('It is used up.')).toHaveCount(0);
  await page.getByLabel('Most for one request, in dollars').fill('0.5');
  await page.getByRole('button', { name: 'Save' }).nth(2).click();
  await page.getByLabel('Limits of a person or agent').selectOption('Research');
  await expect(page.getByLabel('Most a month, in dollars')).toHaveCount(2);
  await audit(page, 'the limits of an agent');
});
