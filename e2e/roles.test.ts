import { prepareServers, type Servers, serversMissing } from './database.ts';
import { expect, PASSWORD, test as base } from './waggleTest.ts';
import { WaggleServer } from './waggleServer.ts';

const test = base.extend<{ servers: Servers; worker: WaggleServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
  servers: async ({}, use) => {
    const servers = await prepareServers();
    await use(servers);
    await servers.clear();
  },
  server: async ({ servers }, use) => {
    const web = await WaggleServer.start({ ...servers.env, WAGGLE_ROLE: 'web' });
    await use(web);
    await web.stop();
  },
  worker: async ({ servers, server: _web }, use) => {
    const worker = await WaggleServer.start({ ...servers.env, WAGGLE_ROLE: 'worker' });
    await use(worker);
    await worker.stop();
  },
});

test.describe('people and agents in processes of their own', () => {
  test.skip(serversMissing !== undefined, serversMissing);

  test('a worker writes what a browser at the web process sees, is stopped from there, and is replaced when killed', async ({
    worker,
    person,
  }) => {
    const admin = await person();
    await admin.door.createAccount('Ada Lovelace', 'ada@example.org', PASSWORD);
    await admin.list.list.waitFor();
    await admin.list.open('Research');

    await admin.chat.send('Tell me everything about bees');
    const first = admin.chat.bubbles('Research').first();
    await expect(first).toContainText(/(\w+ ){8}/);
    await first.getByRole('button', { name: /^Stop/ }).click();
    await expect(first).toContainText('Stopped.');

    await admin.chat.send('And now about wasps');
    const second = admin.chat.bubbles('Research').nth(1);
    await expect(second).toContainText(/(\w+ ){8}/);
    await worker.kill();
    await worker.up();
    await expect(admin.chat.finished('Research').nth(1)).toContainText('Demo model', { timeout: 30_000 });
    await expect(admin.chat.bubbles('Research')).toHaveCount(2);
  });
});
