import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Locator, Page } from '@playwright/test';
import { audit } from './audit.ts';
import { prepareServers, type Servers, serversMissing } from './database.ts';
import { ADMIN, expect, PASSWORD, phone, test } from './waggleTest.ts';
import { WaggleServer } from './waggleServer.ts';

const PASSAGE = 'In a hundred old houses the pumps gave 3.4 times what they took.';

/** A search engine that always finds the same page. */
const searching = test.extend({
  // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
  server: async ({}, use) => {
    const results = [{ url: 'https://pumps.example/field', title: 'Heat pumps in the field', content: PASSAGE }];
    const engine = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ results }));
    }).listen(0, '127.0.0.1');
    await once(engine, 'listening');
    const address = engine.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const server = await WaggleServer.start({ SEARXNG_URL: `http://127.0.0.1:${String(port)}` });
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
    await folded.click();
    await answer.getByRole('button', { name: /^Searched the web: heat pumps/ }).click();
    await expect(answer.getByText('What came of it')).toBeVisible();
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

    await page.reload();
    await expect(answer.getByRole('button', { name: /^2 steps · / })).toBeVisible();
    await answer.getByRole('list', { name: 'Sources' }).getByRole('button').click();
    await expect(dialog).toContainText(PASSAGE);
  });
}

const CODE = 'const secret = 6 * 7;\nsecret';

const asking = test.extend<{ servers: Servers }>({
  // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
  servers: async ({}, use) => {
    const servers = await prepareServers();
    await use(servers);
    await servers.clear();
  },
  server: async ({ servers }, use) => {
    const server = await WaggleServer.start(servers.env);
    await use(server);
    await server.stop();
  },
});

asking.describe('an agent that needs to be allowed', () => {
  asking.skip(serversMissing !== undefined, serversMissing);

  asking('shows all it wants to do, and only who may decide does', async ({ admin, friend, person, servers }) => {
    await admin.list.newProject('Launch', ['Coder']);
    const chatId = admin.page.url().split('/').at(-1) ?? '';
    const grace = await friend('Grace Höpper', chatId);
    await admin.chat.send(`@coder run this:\n\`\`\`js\n${CODE}\n\`\`\``);
    const answer = admin.chat.bubbles('Coder').first();
    await expect(answer.getByRole('button', { name: /^Ran JavaScript/ })).toBeVisible({ timeout: 30_000 });
    await expect(admin.chat.finished('Coder').first()).toBeVisible({ timeout: 30_000 });

    await becomesAsked(servers, chatId);
    grace.waggle.send(chatId, { text: 'What does it want?' });
    const box = boxOf(answer);
    await expect(box).toContainText('const secret = 6 * 7;');
    await expect(box).toContainText('It has read words from outside before.');
    await expect(box).toContainText(/\d+ min left/);
    await expect(announced(admin.page)).toContainText('Coder wants to run JavaScript');
    await expect(admin.list.row('Launch')).toContainText('Coder waits for you');
    await audit(admin.page, 'an agent that waits for somebody');

    const other = await person({ path: `/chat/${chatId}` });
    await other.door.signIn('friend1@example.org', PASSWORD);
    const theirs = boxOf(other.chat.bubbles('Coder').first());
    await theirs.getByRole('button', { name: 'Allow: run JavaScript' }).click();
    await expect(theirs.getByRole('alert')).toHaveText(
      'Only who asked the agent, or an admin of the chat, may decide.',
    );

    await box.getByRole('button', { name: 'Deny: run JavaScript' }).click();
    const reason = box.getByRole('textbox', { name: 'Why not? The agent reads this.' });
    await expect(reason).toBeFocused();
    await admin.page.keyboard.press('Escape');
    await expect(box.getByRole('button', { name: 'Deny: run JavaScript' })).toBeFocused();
    await admin.page.keyboard.press('Enter');
    await reason.fill('Not today.');
    await box.getByRole('button', { name: 'Deny: run JavaScript' }).click();
    await expect(answer).toContainText('Denied by Ada Lovelace: Not today.');
    await expect(box).toBeHidden();
    await expect(other.chat.bubbles('Coder').first()).toContainText('Denied by Ada Lovelace: Not today.');
    await expect(theirs).toBeHidden();
  });
});

function boxOf(answer: Locator): Locator {
  return answer.getByRole('region', { name: 'Coder wants to run JavaScript' });
}

function announced(page: Page): Locator {
  return page.locator('section > [aria-live="polite"]');
}

/** The only call of the chat is asked for again, as if it were not done yet. */
async function becomesAsked(servers: Servers, chatId: string): Promise<void> {
  const approval = { hash: 'as it is', tainted: true, expiresAt: Date.now() + 15 * 60_000, decision: null };
  const card = { state: 'waiting', result: '', endedAt: null, approval };
  await servers.query(
    `with called as (
       update tool_call set state = 'asked', result = null, "endedAt" = null, approval = $2
       from message where message.id = tool_call."messageId" and message."chatId" = $1 returning message.id
     ), raised as (update chat set version = version + 1 where id = $1 returning version)
     update message set status = 'streaming', version = raised.version,
       extras = jsonb_set(extras, '{cards,0}', extras->'cards'->0 || $3)
     from called, raised where message.id = called.id`,
    [chatId, JSON.stringify(approval), JSON.stringify(card)],
  );
}
