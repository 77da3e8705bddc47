import { startEverything } from '../server/mcp/testing/everything.ts';
import { startMcpServer } from '../server/mcp/testing/mcpServer.ts';
import { audit } from './audit.ts';
import { done, expect, start, test as base } from './waggleTest.ts';

const test = base.extend<object>({
  server: [
    async ({ store }, use) => {
      const server = await start(store, { WAGGLE_MCP_PRIVATE: '1' });
      await use(server);
      await server.stop();
    },
    { scope: 'test', timeout: 60_000 },
  ],
});

test('a server is connected in the settings: an agent gets one of its tools, people its words', async ({
  admin,
  adminDevice,
}) => {
  const { page, chat } = admin;
  const everything = await startEverything();
  await page.goto('/settings/connections');
  await page.getByRole('button', { name: 'Add a connection' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Everything');
  await page.getByLabel('Address', { exact: true }).fill(everything.url);
  await page.getByText('Agents of everybody here').click();
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByText(/Connected, \d+ tools/)).toBeVisible();

  await page.getByRole('button', { name: 'Tools of Everything' }).click();
  await page.getByLabel('Who may use what?').selectOption({ label: 'Coder' });
  const echo = page.getByRole('switch', { name: 'Echo Tool' });
  await expect(echo).not.toBeChecked();
  await page.getByText('What it is told: 1 detail').first().click();
  await expect(page.getByText('Message to echo')).toBeVisible();
  await echo.click();
  await expect(echo).toBeChecked();
  await audit(page, 'connections');

  // What is done meanwhile on another device, and what a server says of itself, shows at once.
  const { command } = adminDevice.waggle;
  const connectionId = done(await command('mcp:list', {})).connections[0]?.id ?? '';
  const withdrawn = { connectionId, tool: 'echo', agentId: 'coder', hash: '', on: false };
  done(await command('mcp:grant', withdrawn));
  await expect(echo).not.toBeChecked();
  const words = await startMcpServer();
  words.prompts = [{ name: 'arguably', title: 'Arguably' }];
  const to = { kind: 'http', url: words.url, token: '' } as const;
  done(await command('mcp:add', { name: 'Words', forWhom: 'workspace', to }));
  await expect(page.getByRole('heading', { name: 'Words' })).toBeVisible();

  // Another one gets it in its own form.
  await page.goto('/new/agent');
  await page.getByLabel('Name', { exact: true }).fill('Imkerin');
  await page.getByLabel('Instructions').fill('You keep bees.');
  await page.getByText('Everything', { exact: true }).click();
  await page.getByRole('switch', { name: 'Echo Tool' }).click();
  await page.getByRole('button', { name: 'Create agent' }).click();
  await page.getByRole('button', { name: 'What can be done with Imkerin' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await page.getByText('Everything', { exact: true }).click();
  await expect(page.getByRole('switch', { name: 'Echo Tool' })).toBeChecked();

  // Its words go into a message from the keyboard alone, and are marked as not one's own.
  await page.goto('/');
  await admin.list.newProject('Weather', ['Coder']);
  const field = page.getByRole('textbox', { name: 'Message' });
  await field.fill('/arg');
  await expect(page.getByRole('option', { name: /Arguments Prompt/ })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('option', { name: /Arguably/ })).toBeVisible();
  await audit(page, 'prompts');
  words.prompts = [{ name: 'argue', title: 'Argue well' }];
  await words.tell('notifications/prompts/list_changed');
  await expect(page.getByRole('option', { name: /Argue well/ })).toBeVisible();
  await expect(page.getByRole('option', { name: /Arguably/ })).toBeHidden();
  await field.press('Enter');
  const form = page.getByRole('dialog', { name: /Arguments Prompt/ });
  await form.getByLabel('city').fill('Halle');
  await form.getByLabel('city').press('Enter');
  await expect(field).toHaveValue(/Halle/);
  await expect(page.getByText('Words of the server Everything')).toBeVisible();
  await expect(page.getByText('Draft:')).toBeHidden();
  await field.press('Enter');
  await expect(chat.bubbles('Ada').filter({ hasText: 'Forwarded' })).toContainText('Halle');
  await expect(page.getByText('Words of the server Everything')).toBeHidden();

  await page.goto('/settings/connections');
  await page.getByRole('button', { name: 'Remove Words' }).click();
  await page.getByRole('button', { name: 'Remove Everything' }).click();
  await expect(page.getByText('Nothing is connected yet')).toBeVisible();
  await Promise.all([everything.close(), words.close()]);
});
