import { untilNextDay } from '../server/testing/untilNextDay.ts';
import { audit } from './audit.ts';
import { expect, vendorTest as test } from './waggleTest.ts';

const MODEL = 'claude-opus-5-5';

test('what answers cost is seen in the settings, and a limit set there stops the next one', async ({ admin }) => {
  await untilNextDay();
  const { page } = admin;
  await page.goto('/settings/models');
  await page.getByRole('button', { name: 'Prices of Anthropic' }).click();
  const price = page.getByRole('region', { name: MODEL, exact: true });
  await price.getByRole('button', { name: `Change the price of ${MODEL}` }).click();
  const perMillion = { Input: '1000', Output: '10000', 'Cached input': '10000' };
  for (const [label, amount] of Object.entries(perMillion)) await price.getByLabel(label, { exact: true }).fill(amount);
  await price.getByRole('button', { name: 'Save' }).click();
  await expect(price).toContainText('Set here by');
  await expect(price.locator('p').first()).toContainText('$1,000 in ($10,000 cached), $10,000 out');

  await page.goto('/');
  await admin.list.open('Research');
  await admin.chat.send('How do bees find food?');
  const first = admin.chat.bubbles('Research').first();
  await expect(first).toContainText('good things are.');
  await admin.chat.act(first, 'Details');
  // 20 tokens in, 1 more that was cached, 13 out: 20 × 0.001 + 0.01 + 13 × 0.01 dollars.
  await expect(first.locator('dl')).toContainText('Cost$0.16');

  await page.goto('/settings/spending');
  const models = page.getByRole('table', { name: 'By model' });
  await expect(models.getByRole('row').nth(1)).toContainText(`anthropic · ${MODEL}1 answer$0.16`);
  await page.getByText('How well models do').click();
  await expect(page.getByText('Nothing is known yet.')).toBeVisible();
  await audit(page, 'spending');
  await page.getByLabel('Most a day, in dollars').fill('0.0001');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await expect(page.getByText('It is used up.')).toBeVisible();

  await page.goto('/settings/models');
  await page.getByRole('button', { name: 'Prices of Anthropic' }).click();
  await price.getByRole('button', { name: `Use the catalog’s price of ${MODEL} again` }).click();
  await expect(price).not.toContainText('Set here by');

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
