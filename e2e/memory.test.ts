import { audit } from './audit.ts';
import { memberTest as test } from './memberTest.ts';
import { expect } from './waggleTest.ts';

test('what agents remember of a chat is seen beside it, goes with what is deleted, and is forgotten by wish', async ({
  member,
  memberDevice,
}) => {
  const { page } = member;
  await member.list.newProject('Launch', ['Research']);
  const chatId = page.url().split('/').at(-1) ?? '';
  await memberDevice.until('the chat is there', ({ chats }) => chats[chatId] !== undefined);
  const more = 'We have talked about it. '.repeat(120);
  for (let at = 1; at <= 7; at += 1) {
    memberDevice.waggle.send(chatId, { text: `Point ${at}: the launch must be on May ${at}. ${more}` });
  }
  await expect(member.chat.log.getByText('Point 7:')).toBeVisible();
  await member.chat.send('@research What is open?');
  await expect(member.chat.finished('Research')).toHaveCount(1);

  await page.goto(`/chat/${chatId}/info`);
  const memory = page.getByRole('region', { name: 'Summary' });
  await expect(async () => {
    await page.reload();
    await expect(memory.first()).toContainText('Point 3: the launch must be on May 3.', { timeout: 1_000 });
  }).toPass();
  await expect(page.getByText(/picked by rules, without a model/)).toBeVisible();
  await audit(page, 'memory');

  const messages = Object.values(memberDevice.state().chats[chatId]?.messages ?? {});
  const third = messages.find(({ text }) => text.startsWith('Point 3:'));
  memberDevice.waggle.act('message:delete', { chatId, messageId: third?.id ?? '' });
  await expect(async () => {
    await page.reload();
    await page.getByText('Earlier versions').click({ timeout: 1_000 });
    await expect(page.getByText('Gone: a message it told of was deleted.')).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(memory).toHaveCount(0);

  await page.getByRole('button', { name: 'Forget' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Forget' }).click();
  await expect(page.getByText(/Agents know nothing of what was said before/)).toBeVisible();
});
