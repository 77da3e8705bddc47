import { readFile } from 'node:fs/promises';
import { selectAgents } from '../client/select/contacts.ts';
import type { ClientState } from '../client/state.ts';
import { audit } from './audit.ts';
import { expect, test } from './waggleTest.ts';

test('somebody makes an agent, tries it first, shares it, changes it and goes back', async ({ admin, friend }) => {
  const { page, chat } = admin;
  const ben = await friend('Ben');
  await page.goto('/agents');
  await page.getByRole('button', { name: 'New agent' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Imkerin');
  await expect(page.getByLabel('Handle')).toHaveValue('imkerin');
  await page.getByRole('button', { name: 'Create agent' }).click();
  await expect(page.getByText('Tell the agent what to do.')).toBeVisible();
  await page.getByLabel('Instructions').fill('You keep bees.');
  await page.getByLabel('What it is for').fill('Knows beehives and swarms.');
  await page.getByRole('radio', { name: 'A lot' }).check({ force: true });
  await page.getByLabel('Teal').check({ force: true });
  await page.getByLabel('Compass').check({ force: true });
  await audit(page, 'agent form');

  // Nothing is saved, but it answers.
  await page.getByRole('button', { name: 'Try it' }).click();
  const trial = page.getByRole('region', { name: 'Trying Imkerin' });
  await trial.getByRole('textbox', { name: 'Message' }).fill('Hello');
  await trial.getByRole('button', { name: 'Send message' }).click();
  await expect(chat.bubbles('Imkerin')).toContainText('Ask me something');
  await page.getByLabel('Chosen people').check();
  await page.getByRole('button', { name: 'Choose people' }).click();
  await page.getByRole('checkbox', { name: 'Ben' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('button', { name: 'Remove Ben' })).toBeVisible();
  await page.getByRole('button', { name: 'Create agent' }).click();
  await expect(page.getByText('For you and one chosen person')).toBeVisible();
  const bensAre = (count: number) => (state: ClientState) =>
    selectAgents(state).filter(({ name }) => name === 'Imkerin').length === count;
  await ben.until('Ben may use it', bensAre(1));

  const menu = async (entry: string) => {
    await page.getByRole('button', { name: 'What can be done with Imkerin' }).click();
    await page.getByRole('menuitem', { name: entry }).click();
  };
  await menu('Only for me');
  await ben.until('it is taken from Ben', bensAre(0));
  await menu('Share with everybody');
  await ben.until('Ben may use it again', bensAre(1));
  const download = page.waitForEvent('download');
  await menu('Export as a file');
  const file = await (await download).path();
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
    'waggle-agent': 1,
    agent: { colour: 'teal', effort: 'high' },
  });

  await menu('Edit');
  await page.getByLabel('Instructions').fill('You keep wasps.');
  await page.getByRole('button', { name: 'Save' }).click();
  await menu('Earlier versions');
  await expect(page.getByText('Changed: instructions')).toBeVisible();
  await page.getByRole('button', { name: 'Use version 1 again' }).click();
  await expect(page.getByText('Version 1 counts again.')).toBeVisible();

  await menu('Delete');
  await page.getByText('Deleted agents').click();
  await page.getByRole('button', { name: 'Restore Imkerin' }).click();
  await expect(page.getByText('Imkerin is back.')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Agents' }).getByRole('link', { name: /^Imkerin/ })).toBeFocused();

  await page.goto('/');
  await admin.list.newProject('Honey', ['Imkerin']);
  await chat.send('@imkerin Hello');
  await expect(chat.bubbles('Imkerin')).toContainText('Ask me something');

  // From the file comes another one, which needs names of its own.
  await page.goto('/new/agent');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'From a file' }).click();
  await (await chooser).setFiles(file);
  await expect(page.getByLabel('Instructions')).toHaveValue('You keep bees.');
  await page.getByRole('button', { name: 'Create agent' }).click();
  await expect(page.getByText('Somebody goes by this handle already.')).toBeVisible();
});
