import type { Locator } from '@playwright/test';
import { audit } from './audit.ts';
import { expect, test } from './waggleTest.ts';

test('numbers are drawn below an answer, and shown as a table, on a desktop and a phone', async ({ member }) => {
  const { page, list, chat } = member;
  await list.open('Assistant');
  await chat.send('Line chart of honey sales:\nMonth,Shop,Web\nJan,1200,80.5\nFeb,1350,-95\nMar,990,140');
  const answer = chat.finished('Assistant').first();
  const drawing = answer.getByRole('img', { name: /^Line chart: Honey sales\. 3 rows of numbers: Shop and Web\./ });
  await expect(drawing).toBeVisible({ timeout: 30_000 });
  const figure = answer.getByRole('figure');
  const space = figure.locator('.chart-space');
  expect(await colours(space.locator('canvas'))).toBeGreaterThan(3);
  const tall = await figure.evaluate((element) => element.clientHeight);

  const asTable = figure.getByRole('button', { name: 'As a table: Honey sales' });
  await asTable.focus();
  await page.keyboard.press('Enter');
  const row = figure.getByRole('row').filter({ hasText: 'Feb' });
  await expect(row.getByRole('rowheader')).toHaveText('Feb');
  await expect(row.getByRole('cell')).toHaveText(['1,350', '-95']);
  expect(await figure.evaluate((element) => element.clientHeight)).toBe(tall);
  await expect(figure.getByRole('button', { name: 'As a chart: Honey sales' })).toBeFocused();
  await audit(page, 'a chart as a table on a desktop');

  const saved = async (name: string) => {
    const [download] = await Promise.all([page.waitForEvent('download'), figure.getByRole('button', { name }).click()]);
    return download.suggestedFilename();
  };
  expect(await saved('Save as CSV: Honey sales')).toBe('Honey sales.csv');
  expect(await saved('Save as PNG: Honey sales')).toBe('Honey sales.png');

  await page.setViewportSize({ width: 390, height: 844 });
  await page.keyboard.press('Tab');
  await figure.getByRole('button', { name: 'As a chart: Honey sales' }).click();
  await expect(drawing).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const light = await paper(space.locator('canvas'));
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => paper(space.locator('canvas'))).not.toBe(light);
  await audit(page, 'a chart on a phone in the dark');
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(list.row('Assistant')).toContainText('Chart: Honey sales · ');
});

/** How many different colours are on a canvas. */
function colours(canvas: Locator): Promise<number> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const { data } = element.getContext('2d')?.getImageData(0, 0, element.width, element.height) ?? { data: [] };
    const seen = new Set<number>();
    for (let at = 0; at < data.length; at += 4) {
      seen.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
    }
    return seen.size;
  });
}

/** The colour in the corner of a canvas. */
function paper(canvas: Locator): Promise<string> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    return [...(element.getContext('2d')?.getImageData(1, 1, 1, 1).data ?? [])].join(' ');
  });
}
