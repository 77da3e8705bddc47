import { PIECES, VENDOR_KEY } from '../agents/testing/vendorServer.ts';
import { expect, vendorTest as test } from './waggleTest.ts';

test('an answer that fails says why, and is written when tried again', async ({ admin, vendor }) => {
  vendor.otherwise(() => ({ do: 'refuse', fault: 'no-credit' }));
  await admin.list.open('Research');
  await admin.chat.send('How do bees find food?');
  const bubble = admin.chat.bubbles('Research').first();
  await expect(bubble).toContainText('The credit with the model provider is used up.');
  await expect(bubble.getByRole('button', { name: 'Continue' })).toHaveCount(0);

  const whole = Promise.withResolvers<void>();
  vendor.otherwise(() => ({
    ...{ do: 'play', parts: [{ thought: 'Perhaps they dance.' }, { text: PIECES.join('') }] },
    before: (index) => (index === 4 ? whole.promise : Promise.resolve()),
  }));
  await bubble.getByRole('button', { name: 'Try again' }).click();
  await bubble.getByRole('button', { name: 'Thinking…' }).click();
  const thought = bubble.getByRole('region', { name: 'What the model told of its thinking' });
  await expect(thought).toHaveText(/^Perhaps they( d)?$/);
  whole.resolve();
  await expect(bubble.getByRole('button', { name: 'Thought for' })).toHaveAttribute('aria-expanded', 'true');
  await expect(thought).toHaveText('Perhaps they dance.');
  await expect(bubble).toContainText('Bees dance to tell each other where the good things are.');
  await expect(bubble).not.toContainText('credit');
  await expect(admin.chat.bubbles('Research')).toHaveCount(1);

  await admin.chat.act(bubble, 'Details');
  await expect(bubble.getByRole('term')).toHaveText(['Model', 'Time', 'Tokens', 'Cost', 'Why this one', 'Thinking']);
  await expect(bubble.getByRole('definition').nth(0)).toContainText(/anthropic · claude-/);
  await expect(bubble.getByRole('definition').nth(2)).toHaveText('21 in, 13 out');
  await expect(bubble.getByRole('definition').nth(3)).toContainText('$0.0');
  await expect(bubble.getByRole('definition').nth(4)).toHaveText('No model of the kind that was wanted could be asked');
  await expect(admin.chat.log).toContainText('Research · this is their chat');

  const { page } = admin;
  const head = page.getByRole('button', { name: 'Open info on Research' });
  await expect(head).toHaveAccessibleDescription('');
  await head.click();
  await page.getByRole('switch', { name: 'Only local models' }).click();
  await expect(page.getByText('No local model is set up right now')).toBeVisible();
  await expect(head).toHaveAccessibleDescription('Only local models answer here');
  await expect(head.getByTitle('Only local models answer here')).toBeVisible();
  const asked = vendor.requests.length;
  await admin.chat.send('And what do they drink?');
  const last = admin.chat.finished('Research').last();
  await expect(last).toContainText('This chat keeps to local models, and none of them can be reached.');
  expect(vendor.requests).toHaveLength(asked);
  await last.getByRole('link', { name: 'Models' }).click();
  await expect(page.getByRole('region', { name: 'Ollama' })).toBeVisible();
});

test('an answer that the provider cut short is marked and goes on where it ended', async ({ admin, vendor }) => {
  vendor.otherwise(() => ({ do: 'end-early', after: 2 }));
  await admin.list.open('Research');
  await admin.chat.send('How do bees find food?');
  const bubble = admin.chat.bubbles('Research').first();
  await expect(bubble).toContainText('This answer was cut short.');
  await expect(bubble).toContainText('Bees dance');

  vendor.otherwise(() => ({ do: 'answer', pieces: ['to tell ', 'each other.'] }));
  await bubble.getByRole('button', { name: 'Continue' }).click();
  await expect(bubble).toContainText('Bees dance to tell each other.');
  await expect(bubble).not.toContainText('cut short');
});

test('everything that is being written stops at once, and one answer is written anew', async ({ admin, vendor }) => {
  vendor.otherwise(() => ({ do: 'hang', after: 2 }));
  await admin.list.newProject('Launch', ['Research', 'Coder']);
  await admin.chat.send('@all how do bees find food?');
  for (const agent of ['Research', 'Coder']) await expect(admin.chat.bubbles(agent)).toContainText('Bees dance');
  await admin.chat.stopAll.click();
  for (const agent of ['Research', 'Coder']) await expect(admin.chat.finished(agent)).toContainText('Stopped.');
  await expect(admin.chat.stopAll).toBeHidden();
  await Promise.all(vendor.requests.map(({ closed }) => closed));

  vendor.otherwise(() => ({ do: 'answer', pieces: ['By ', 'smell.'] }));
  await admin.chat.act(admin.chat.bubbles('Coder'), 'Regenerate');
  await expect(admin.chat.finished('Coder')).toContainText('By smell.');
  await expect(admin.chat.finished('Coder')).not.toContainText('Stopped.');
  await expect(admin.chat.bubbles('Coder')).toHaveCount(1);
  await expect(admin.chat.finished('Research')).toContainText('Stopped.');
});

test('an answer is given again by what a person chooses', async ({ admin, vendor }) => {
  const { page } = admin;
  const { keyboard } = page;
  await admin.list.open('Research');
  await admin.chat.send('How do bees find food?');
  const bubble = admin.chat.bubbles('Research');
  await expect(admin.chat.finished('Research')).toContainText('where the good things are.');

  await admin.chat.act(bubble, 'Another model…');
  const dialog = page.getByRole('dialog', { name: 'Answer again with' });
  await expect(dialog.getByRole('region', { name: 'A kind of model' }).getByRole('button')).toHaveText([
    'Thorough',
    'Quick and cheap',
  ]);
  // By keyboard alone: the first kind has the focus.
  await expect(dialog.getByRole('button', { name: 'Thorough', exact: true })).toBeFocused();
  await keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(bubble.getByRole('button', { name: /^Actions/ })).toBeFocused();

  await admin.chat.act(bubble, 'Another model…');
  await dialog.getByRole('button', { name: 'claude-haiku-5-5' }).click();
  await expect.poll(() => vendor.requests.at(-1)?.body.model).toBe('claude-haiku-5-5');
  await expect(admin.chat.finished('Research')).toContainText('where the good things are.');
  await admin.chat.act(bubble, 'Details');
  await expect(bubble.getByRole('definition').nth(4)).toHaveText('You chose it for this answer');
});

test('a key that is added works at once and never comes back to a browser', async ({ admin, vendor }) => {
  const { page } = admin;
  const received: string[] = [];
  page.on(
    'response',
    (response) =>
      void response.text().then(
        (body) => received.push(body),
        () => undefined,
      ),
  );
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => received.push(payload.toString()));
  });
  await page.goto('/settings/models');
  const card = page.getByRole('region', { name: 'OpenAI-compatible' });
  await card.getByRole('button', { name: /^Set up/ }).click();
  await card.getByLabel('Address').fill('http://127.0.0.1:9/v1');
  await card.getByLabel('Key', { exact: true }).fill('sk-secret-of-mine');
  await card.getByRole('button', { name: 'Save and test' }).click();
  await expect(card).toContainText('Key stored here, encrypted');
  await expect(card).toContainText('Not reachable');

  const anthropic = page.getByRole('region', { name: 'Anthropic' });
  await anthropic.getByRole('button', { name: 'Test Anthropic' }).click();
  await expect(anthropic).toContainText('Reachable');
  await page.reload();
  await expect(card).toContainText('Key stored here, encrypted');
  await card.getByRole('button', { name: /^Change/ }).click();
  await expect(card.getByLabel('Key', { exact: true })).toHaveValue('');
  expect(received.join('\n')).toContain('provider:');
  for (const key of ['sk-secret-of-mine', VENDOR_KEY]) expect(received.join('\n')).not.toContain(key);
  expect(await page.content()).not.toContain('sk-secret-of-mine');
  expect(vendor.requests).toHaveLength(0);
});
