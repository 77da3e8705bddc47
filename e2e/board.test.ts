import { audit } from './audit.ts';
import { memberTest as test } from './memberTest.ts';
import { expect } from './waggleTest.ts';

test('one sees on the board who works, adds something, stops it, and how it was done', async ({ member }) => {
  const { page, list, chat } = member;
  await list.newProject('Launch', ['Business']);
  await chat.send('@business Set up an event "Review" on 2030-12-01 at 14:00');
  const answer = chat.bubbles('Business').first();
  const allow = answer.getByRole('button', { name: 'Allow: post an event' });
  await expect(allow).toBeVisible({ timeout: 30_000 });

  const board = page.getByRole('dialog', { name: 'Run board' });
  await page.getByRole('button', { name: 'Open the run board' }).click();
  await expect(board.getByRole('heading', { name: 'Needs you' })).toBeVisible();
  await audit(page, 'the board while an agent waits');
  await board.getByRole('button', { name: 'Add something for Business' }).click();
  await board.getByRole('textbox', { name: 'What should Business look at, too?' }).fill('also say what to bring');
  await page.keyboard.press('Enter');
  await expect(board.getByRole('textbox')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(board).toBeHidden();
  const added = answer.getByText('Ada Lovelace: also say what to bring');
  await expect(added).toContainText('not read yet');
  await allow.click();
  await expect(chat.finished('Business').first()).toContainText('On what was added, “also say what to bring”:', {
    timeout: 30_000,
  });
  await expect(added).not.toContainText('not read yet');

  // The event is a message of its own, with which the thread has grown.
  await expect(chat.bubbles('Business')).toHaveCount(2);
  await chat.log.getByRole('button', { name: 'Show how' }).click();
  const steps = board.getByRole('table', { name: 'Who worked when' });
  await expect(steps.getByRole('row', { name: /^Business done .* 1 call$/ })).toBeAttached();
  const passed = board.getByRole('list', { name: 'Who passed what to whom' }).getByRole('listitem');
  await expect(passed).toHaveText(['Ada Lovelace asked Business', 'Business: Post an event, once']);
  await expect(board.getByText('Ada Lovelace: also say what to bring')).toBeVisible();
  await audit(page, 'a run on the board');
  await board.getByRole('button', { name: 'All runs' }).click();
  await expect(
    board.getByRole('button', { name: /@business Set up an event "Review".*Business · Done/s }),
  ).toBeVisible();
  await board.getByRole('button', { name: 'Close' }).click();

  await chat.send('@business Set up an event "Retro" on 2030-12-02 at 10:00');
  const second = chat.bubbles('Business').nth(2);
  await expect(second.getByRole('button', { name: 'Allow: post an event' })).toBeVisible({ timeout: 30_000 });
  await second.getByRole('button', { name: 'Add something for Business' }).click();
  await expect(board.getByRole('textbox', { name: 'What should Business look at, too?' })).toBeFocused();
  await expect(board.getByText('waits for Ada Lovelace')).toBeVisible();
  await board.getByRole('button', { name: 'Stop Business' }).click();
  await expect(board.getByRole('button', { name: 'Try again: Business' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(second).toContainText('Stopped.');
});
