import { BRIEF_FLAGS } from '../server/testing/briefNode.ts';
import { WaggleServer } from './waggleServer.ts';
import { expect, test as base } from './waggleTest.ts';

const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
  server: async ({}, use) => {
    const server = await WaggleServer.startOnServer({ WAGGLE_DEV: '1' }, [
      ...BRIEF_FLAGS,
      '--watch-path=server',
      '--watch-preserve-output',
    ]);
    await use(server);
    // Killed, what watches would leave behind what it watches.
    await server.end();
    await server.stop();
  },
});

// The page is compiled while it is waited for.
test.use({ navigationTimeout: 0 });

test('the server of `npm run dev` compiles the page and opens the door', async ({ person }) => {
  test.slow();
  const visitor = await person();
  await expect(visitor.page.getByRole('button', { name: 'Create account' })).toBeVisible({ timeout: 60_000 });
});
