import { readFile } from 'node:fs/promises';
import { audit } from './audit.ts';
import { readZip } from '../server/export/testing/readZip.ts';
import { memberTest as test } from './memberTest.ts';
import { expect } from './waggleTest.ts';

test('an agent writes a file into a project, and a person finds its history and takes all of it along', async ({
  member,
}) => {
  const { page, list, chat } = member;
  await list.newProject('Garden', ['Assistant']);
  await chat.send('@assistant write docs/notes.md: The bees are well.');
  const allow = chat.bubbles('Assistant').getByRole('button', { name: /^Allow/ });
  await expect(chat.bubbles('Assistant').last()).toContainText('The bees are well.', { timeout: 20_000 });
  await allow.click();
  const answer = chat.finished('Assistant').last();
  await expect(answer).toContainText('docs/notes.md is in the project’s files.', { timeout: 20_000 });
  await answer.getByRole('button', { name: /^Wrote a file: docs\/notes\.md/ }).click();
  await expect(answer).toContainText('+The bees are well.');

  await page.getByRole('button', { name: 'Attach' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('menuitem', { name: 'File', exact: true }).click();
  const attached = { name: 'hives.csv', mimeType: 'text/csv', buffer: Buffer.from('hive,bees\n1,20000\n') };
  await (await chooser).setFiles(attached);
  await chat.send('These are our hives');
  await expect(chat.bubbles('Ada Lovelace').last()).toContainText('hives.csv');
  await chat.act(chat.bubbles('Ada Lovelace').last(), 'Save to project files');
  await expect(page.getByText('Saved hives.csv to the project files')).toBeVisible();

  await page.getByRole('button', { name: 'Chat info' }).click();
  const files = page.getByRole('list', { name: 'Files of the project' });
  await files.getByRole('button', { name: /^notes\.md/ }).click();
  const dialog = page.getByRole('dialog', { name: 'docs/notes.md' });
  await expect(dialog.getByRole('region', { name: 'Content' })).toContainText('The bees are well.');
  await expect(dialog).toContainText('Assistant for Ada Lovelace');
  await dialog.getByText('What changed').click();
  await expect(dialog).toContainText('+The bees are well.');
  await audit(page, 'a file of a project');
  await page.keyboard.press('Escape');

  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download all' }).click();
  const zip = await readZip(await readFile(await (await downloading).path()));
  expect(zip.get('docs/notes.md')?.toString()).toBe('The bees are well.\n');
  expect(zip.get('hives.csv')?.toString()).toBe('hive,bees\n1,20000\n');
});
