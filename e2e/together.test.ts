import type { Device } from '../client/testing/device.ts';
import { done, expect, type Person, test, userOf } from './waggleTest.ts';

test('ticks tell how far a message has come: stored, delivered, read', async ({ admin, friend }) => {
  const chatId = await group(admin);
  const grace = await friend('Grace Höpper', chatId);
  grace.stop();
  const ticks = admin.chat.bubbles('Ada').last().getByRole('img');
  await admin.chat.send('Are you there?');
  await expect(ticks).toHaveAccessibleName('Sent');
  grace.waggle.start();
  await expect(ticks).toHaveAccessibleName('Delivered to everyone', { timeout: 20_000 });
  grace.waggle.markRead(chatId, lastSeq(grace, chatId));
  await expect(ticks).toHaveAccessibleName('Read by everyone');
});

test('who types is shown while they type', async ({ admin, friend }) => {
  const chatId = await group(admin);
  const grace = await friend('Grace Höpper', chatId);
  await grace.until('it is online', (state) => state.connection === 'online');
  const line = admin.page.getByRole('button', { name: 'Open info on Launch' }).getByText('Grace Höpper is typing…');
  grace.waggle.setTyping(chatId, true);
  await expect(line).toBeVisible();
  await expect(admin.list.row('Launch')).toContainText('Grace Höpper is typing…');
  grace.waggle.setTyping(chatId, false);
  await expect(line).toBeHidden();
});

test('what was not seen is counted in the list and marked in the thread', async ({ admin, adminDevice, friend }) => {
  const chatId = await group(admin);
  const grace = await friend('Grace Höpper', chatId);
  await admin.chat.send('Hello');
  await admin.list.open('Assistant');
  for (const text of ['one', 'two', 'three']) grace.waggle.send(chatId, { text });
  await expect(admin.list.row('Launch')).toContainText('3 unread messages');
  await expect(admin.page).toHaveTitle(/^\(3\) /);
  await admin.list.open('Launch');
  await expect(admin.chat.log).toContainText('3 unread messages');
  await expect(admin.list.row('Launch')).not.toContainText('unread');
  const order = await admin.chat.log.innerText();
  expect(order.indexOf('Hello')).toBeLessThan(order.indexOf('3 unread messages'));
  expect(order.indexOf('3 unread messages')).toBeLessThan(order.indexOf('one'));
  const ada = userOf(adminDevice);
  await grace.until('Ada has read', (state) => state.chats[chatId]?.receipts[ada]?.read === lastSeq(grace, chatId));
});

test('who is removed no longer sees the chat', async ({ admin, adminDevice, friend, person }) => {
  const chatId = await group(admin);
  const grace = await friend('Grace Höpper', chatId);
  const { page, chat, list, door } = await person({ path: `/chat/${chatId}` });
  await door.signIn('friend1@example.org', 'correct horse battery');
  await expect(chat.composer).toBeVisible();
  await expect(list.row('Launch')).toBeVisible();
  done(await adminDevice.waggle.command('member:remove', { chatId, contactId: userOf(grace) }));
  await expect(list.row('Launch')).toHaveCount(0, { timeout: 2000 });
  await expect(chat.log).toBeHidden();
  await expect(chat.composer).toBeHidden();
  await page.reload();
  await expect(page.getByText('There is nothing here')).toBeVisible();
  await expect(list.row('Launch')).toHaveCount(0);
});

/** Makes a project in the browser and returns its id. */
async function group(admin: Person): Promise<string> {
  await admin.list.newProject('Launch', ['Research']);
  return admin.page.url().split('/').at(-1) ?? '';
}

function lastSeq(device: Device, chatId: string): number {
  return device.state().chats[chatId]?.lastSeq ?? 0;
}
