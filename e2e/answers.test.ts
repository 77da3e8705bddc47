import { expect, test } from './waggleTest.ts';

test.describe('agents answer', () => {
  test('two agents that are mentioned answer at the same time, each in a bubble of its own', async ({ member }) => {
    await member.list.newProject('Launch', ['Research', 'Coder']);
    await member.chat.send('@research what changed in HTTP/3? @coder show me a client');

    const research = member.chat.bubbles('Research');
    const coder = member.chat.bubbles('Coder');
    await expect(research).toHaveAttribute('aria-busy', 'true');
    await expect(coder).toHaveAttribute('aria-busy', 'true');
    await expect(member.chat.stopAll).toBeVisible();

    await expect(member.chat.finished('Research')).toContainText('Demo model', { timeout: 30_000 });
    await expect(member.chat.finished('Coder')).toContainText('Demo model', { timeout: 30_000 });
    await expect(coder.locator('pre')).not.toHaveCount(0);
    await expect(member.chat.stopAll).toBeHidden();
  });

  test('an answer that is stopped keeps what it said and can be written again', async ({ member }) => {
    await member.list.open('Research');
    await member.chat.send('Tell me everything about bees');
    const bubble = member.chat.bubbles('Research').first();
    await expect(bubble).toContainText(/\w+ \w+ \w+/);
    await bubble.getByRole('button', { name: /^Stop/ }).click();
    await expect(bubble).toContainText('Stopped.');
    await bubble.getByRole('button', { name: 'Try again' }).click();
    await expect(member.chat.finished('Research').first()).toContainText('Demo model', { timeout: 30_000 });
    await expect(member.chat.bubbles('Research')).toHaveCount(1);
  });

  test('the page is loaded anew mid-answer and the whole answer is there in the end', async ({ member }) => {
    await member.list.open('Research');
    await member.chat.send('Tell me everything about bees');
    await expect(member.chat.bubbles('Research').first()).toContainText(/\w+ \w+ \w+/);
    await member.page.reload();
    await expect(member.chat.finished('Research').first()).toContainText('Demo model', { timeout: 30_000 });
    const whole = await member.chat.bubbles('Research').first().innerText();
    await member.page.reload();
    await expect.poll(() => member.chat.bubbles('Research').first().innerText()).toBe(whole);
  });

  test.describe('with its data in its own folder', () => {
    test.use({ store: 'embedded' });

    test('a server killed mid-answer goes on with it after its restart', async ({ admin, server }) => {
      await admin.list.open('Research');
      await admin.chat.send('Tell me everything about bees');
      await expect(admin.chat.bubbles('Research').first()).toContainText(/(\w+ ){8}/);
      await server.kill();
      await server.up();
      await expect(admin.chat.finished('Research').first()).toContainText('Demo model', { timeout: 30_000 });
      await expect(admin.chat.bubbles('Research')).toHaveCount(1);
    });
  });
});
