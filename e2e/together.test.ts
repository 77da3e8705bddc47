import type { Device } from '../client/testing/device.ts';
import { memberTest as test } from './memberTest.ts';
import { done, emailOf, expect, PASSWORD, type Person, userOf } from './waggleTest.ts';

test('ticks tell how far a message has come: stored, delivered, read', async ({ member, friend }) => {
  const chatId = await group(member);
  const grace = await friend('Grace Höpper', chatId);
  grace.stop();
  const ticks = member.chat.bubbles('Ada').last().getByRole('img');
  await member.chat.send('Are you there?');
  await expect(ticks).toHaveAccessibleName('Sent');
  grace.waggle.start();
  await expect(ticks).toHaveAccessibleName('Delivered to everyone', { timeout: 20_000 });
  grace.waggle.markRead(chatId, lastSeq(grace, chatId));
  await expect(ticks).toHaveAccessibleName('Read by everyone');
});

test('who types is shown while they type', async ({ member, friend }) => {
  const chatId = await group(member);
  const grace = await friend('Grace Höpper', chatId);
  await grace.until('it is online', (state) => state.connection === 'online');
  const line = member.page.getByRole('button', { name: 'Open info on Launch' }).getByText('Grace Höpper is typing…');
  grace.waggle.setTyping(chatId, true);
  await expect(line).toBeVisible();
  await expect(member.list.row('Launch')).toContainText('Grace Höpper is typing…');
  grace.waggle.setTyping(chatId, false);
  await expect(line).toBeHidden();
});

test('what was not seen is counted in the list and marked in the thread', async ({ member, memberDevice, friend }) => {
  const chatId = await group(member);
  const grace = await friend('Grace Höpper', chatId);
  await member.chat.send('Hello');
  await member.list.open('Assistant');
  for (const text of ['one', 'two', 'three']) grace.waggle.send(chatId, { text });
  await expect(member.list.row('Launch')).toContainText('3 unread messages');
  await expect(member.page).toHaveTitle(/^\(3\) /);
  await member.list.open('Launch');
  await expect(member.chat.log).toContainText('3 unread messages');
  await expect(member.list.row('Launch')).not.toContainText('unread');
  const order = await member.chat.log.innerText();
  expect(order.indexOf('Hello')).toBeLessThan(order.indexOf('3 unread messages'));
  expect(order.indexOf('3 unread messages')).toBeLessThan(order.indexOf('one'));
  const ada = userOf(memberDevice);
  await grace.until('Ada has read', (state) => state.chats[chatId]?.receipts[ada]?.read === lastSeq(grace, chatId));
});

test('who is removed no longer sees the chat', async ({ member, memberDevice, friend, person }) => {
  const chatId = await group(member);
  const grace = await friend('Grace Höpper', chatId);
  const { page, chat, list, door } = await person({ path: `/chat/${chatId}` });
  await door.signIn(emailOf(grace), PASSWORD);
  await expect(chat.composer).toBeVisible();
  await expect(list.row('Launch')).toBeVisible();
  done(await memberDevice.waggle.command('member:remove', { chatId, contactId: userOf(grace) }));
  await expect(list.row('Launch')).toHaveCount(0, { timeout: 2000 });
  await expect(chat.log).toBeHidden();
  await expect(chat.composer).toBeHidden();
  await page.reload();
  await expect(page.getByText('There is nothing here')).toBeVisible();
  await expect(list.row('Launch')).toHaveCount(0);
});

/** Makes a project in the browser and returns its id. */
async function group(member: Person): Promise<string> {
  await member.list.newProject('Launch', ['Research']);
  return member.page.url().split('/').at(-1) ?? '';
}

function lastSeq(device: Device, chatId: string): number {
  return device.state().chats[chatId]?.lastSeq ?? 0;
}
