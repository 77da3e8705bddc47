import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { newId } from '../shared/ids.ts';
import { audit } from './audit.ts';
import { memberTest as test } from './memberTest.ts';
import { done, expect, phone, userOf } from './waggleTest.ts';

const still = { reducedMotion: 'reduce' } as const;

test('chats are pinned, muted, marked and put away, on all devices at once', async ({
  member,
  memberDevice,
  friend,
  person,
  account,
}) => {
  const ben = await friend('Ben Bär');
  const { waggle } = memberDevice;
  const { chatId } = done(await waggle.command('chat:direct', { contactId: userOf(ben) }));
  const group = newId();
  done(await waggle.command('chat:create', { id: group, kind: 'group', title: 'Bakery', contacts: [userOf(ben)] }));
  await ben.until('both chats are there', (state) => chatId in state.chats && group in state.chats);
  const other = await person({ ...phone, ...still, path: '/' });
  await other.door.signIn(account.email, account.password);
  const { page, list } = member;
  const row = list.row('Ben Bär');
  await expect(row).toBeVisible();

  // By keyboard alone: the menu of the row, two steps deep, and back to the row.
  await row.getByRole('link').focus();
  await page.keyboard.press('Tab');
  await expect(row.getByRole('button', { name: 'Actions for Ben Bär' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Mute…' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: '8 hours' })).toBeFocused();
  await audit(page, 'menu of a chat');
  await page.keyboard.press('Enter');
  await expect(row.getByText('Muted')).toBeAttached();
  await expect(row.getByRole('button', { name: 'Actions for Ben Bär' })).toBeFocused();
  await expect(other.list.row('Ben Bär').getByText('Muted')).toBeAttached();

  await row.getByRole('link').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Pin', exact: true }).click();
  await expect(list.list.getByRole('listitem').first()).toContainText('Ben Bär');
  await expect(other.list.list.getByRole('listitem').first()).toContainText('Ben Bär');

  await row.getByRole('link').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Mark as unread' }).click();
  await expect(row.getByText('Marked as unread')).toBeAttached();
  // What is marked while it is open stays so: it has to be marked there before it is opened.
  await expect(other.list.row('Ben Bär').getByText('Marked as unread')).toBeAttached();
  await other.list.open('Ben Bär');
  await expect(row.getByText('Marked as unread')).toBeHidden();

  // What is put away stays away when something new comes, and says so.
  await list.row('Bakery').getByRole('link').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await expect(list.row('Bakery')).toBeHidden();
  ben.waggle.send(group, { text: 'The oven is hot' });
  const archive = page.getByRole('link', { name: 'Archived' });
  await expect(archive).toContainText('1');
  await archive.click();
  const away = page.getByRole('list', { name: 'Archived' });
  await expect(away).toContainText('The oven is hot');
  await audit(page, 'archived chats');
  await away.getByRole('link').click();
  await expect(member.chat.bubbles('Ben Bär')).toContainText('The oven is hot');
  await expect(away).toBeVisible();

  // A finger draws a row aside on the other device.
  await other.page.goto('/archived');
  const drawn = other.page.getByRole('list', { name: 'Archived' }).getByRole('link');
  await drawLeft(other.page, drawn);
  await expect(drawn).toBeHidden();
  await expect(page.getByText('No archived chats.')).toBeVisible();
  await page.getByRole('button', { name: 'Back' }).first().click();
  await expect(list.row('Bakery')).toBeVisible();
});

test('a chat that is pressed opens, though another moves above it meanwhile', async ({
  member,
  memberDevice,
  friend,
}) => {
  const ben = await friend('Ben Bär');
  const { chatId } = done(await ben.waggle.command('chat:direct', { contactId: userOf(memberDevice) }));
  const { page, list, chat } = member;
  await list.row('Research').hover();
  await page.mouse.down();
  ben.waggle.send(chatId, { text: 'Hello' });
  await expect(page).toHaveTitle(/1/);
  await page.mouse.up();
  await expect(chat.composer).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Research', level: 1 })).toBeAttached();
  await expect(list.list.getByRole('listitem').first()).toContainText('Hello');
});

test('what one aims at beside a chat stays under the pointer while the rest loads', async ({ member }) => {
  const { page, list } = member;
  // So that what loads and what stands above it are in view: a browser keeps the latter in its place.
  await page.setViewportSize({ width: 1280, height: 1500 });
  let load = () => {};
  const loading = new Promise<void>((resolve) => {
    load = resolve;
  });
  await page.route('**/api/chats/*/files*', async (route) => {
    await loading;
    await route.continue();
  });
  await list.newProject('Launch', ['Research']);
  await page.getByRole('button', { name: 'Chat info' }).click();
  const info = page.getByRole('complementary', { name: 'Chat info' });
  await expect(info.getByRole('button', { name: 'Forget' })).toBeVisible();
  const mentioned = info.getByRole('radio', { name: 'When mentioned' });
  const shared = info.getByRole('tablist');
  await shared.hover();
  await page.mouse.wheel(0, 200);
  await expect(mentioned).toBeInViewport();
  await expect(shared).toBeInViewport();
  await expect(info.locator('.animate-breathe')).toHaveCount(2);
  const { x, y } = await middleOf(mentioned);
  await page.mouse.move(x, y);
  load();
  await expect(info.getByText('No pictures or videos yet.')).toBeAttached();
  expect(Math.abs((await middleOf(mentioned)).y - y)).toBeLessThanOrEqual(1);
  await page.mouse.down();
  await page.mouse.up();
  await expect(mentioned).toBeChecked();
});

async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('It is not drawn.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('a group says who may write and add, and shows its people, description, code and what was shared', async ({
  member,
  memberDevice,
  friend,
}) => {
  const group = newId();
  done(
    await memberDevice.waggle.command('chat:create', {
      id: group,
      kind: 'group',
      title: 'Bakery',
      contacts: ['coder'],
    }),
  );
  const ben = await friend('Ben Bär', group);
  ben.waggle.send(group, { text: 'Recipes are at https://example.org/bread' });
  const { page } = member;
  await page.goto(`/chat/${group}/info`);
  const info = page.getByRole('complementary', { name: 'Chat info' });
  await info.getByRole('button', { name: 'Edit description' }).click();
  await info.getByRole('textbox', { name: 'Description' }).fill('Everything about bread');
  await info.getByRole('button', { name: 'Save' }).first().click();
  await ben.until(
    'the description is there',
    (state) => state.chats[group]?.chat.description === 'Everything about bread',
  );

  await info.getByLabel('Write', { exact: true }).selectOption('Admins only');
  await info.getByLabel('Add people and agents').selectOption('Everyone');
  await ben.until('only admins write', ({ chats }) => chats[group]?.chat.permissions.write === 'admins');
  await ben.until('all add', ({ chats }) => chats[group]?.chat.permissions.addMembers === 'everyone');
  expect(await ben.waggle.command('message:send', { id: newId(), chatId: group, text: 'May I?' })).toMatchObject({
    ok: false,
  });
  done(await ben.waggle.command('member:add', { chatId: group, contactIds: ['research'] }));
  await expect(info.getByRole('list', { name: 'Agents' })).toContainText('Research');

  await info.getByRole('tab', { name: 'Media' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(info.getByRole('link', { name: 'https://example.org/bread' })).toBeVisible();
  await info.getByRole('button', { name: 'Create invite link' }).click();
  await expect(info.getByRole('img', { name: /Code of the invite link/ })).toBeVisible();
  await audit(page, 'info of a group');
  await info.getByLabel('Tell me about').selectOption('Mentions only');
  await memberDevice.until('it is told', ({ settings }) => settings[group]?.notify === 'mentions');
});

test('a chat is taken out, a person blocked and let be, and a chat deleted for oneself', async ({
  member,
  memberDevice,
  friend,
}) => {
  const ben = await friend('Ben Bär');
  const { chatId } = done(await memberDevice.waggle.command('chat:direct', { contactId: userOf(ben) }));
  await ben.until('the chat is there', (state) => chatId in state.chats);
  ben.waggle.send(chatId, { text: 'Hello <script>alert(1)</script>' });
  const { page, list, chat } = member;
  await list.open('Ben Bär');
  await expect(chat.bubbles('Ben Bär')).toHaveCount(1);
  await page.getByRole('button', { name: 'Chat info' }).click();
  const info = page.getByRole('complementary', { name: 'Chat info' });

  await info.getByRole('button', { name: 'Export chat' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export chat' });
  await audit(page, 'export');
  const saving = page.waitForEvent('download');
  await dialog.getByRole('link', { name: 'Export' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('Ben Bär.html');
  const document = await readFile(await saved.path(), 'utf8');
  expect(document).toContain('Hello &lt;script&gt;');
  const read = await page.context().newPage();
  let ran = false;
  read.on('dialog', () => {
    ran = true;
  });
  await read.setContent(document);
  await expect(read.getByRole('article')).toContainText('Hello <script>alert(1)</script>');
  expect(ran).toBe(false);
  await read.close();

  await info.getByRole('button', { name: 'Block Ben Bär' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Block Ben Bär' }).click();
  await expect(page.getByText('You have blocked Ben Bär.')).toBeVisible();
  await expect(chat.composer).toBeHidden();
  await audit(page, 'a blocked chat');
  await page.goto('/settings/blocked');
  await audit(page, 'blocked people');
  await page.getByRole('button', { name: 'Unblock Ben Bär' }).click();
  await expect(page.getByText('You have blocked nobody.')).toBeVisible();

  await page.goto(`/chat/${chatId}`);
  await expect(chat.composer).toBeVisible();
  await list.row('Ben Bär').getByRole('link').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Delete chat' }).click();
  const asked = page.getByRole('alertdialog', { name: 'Delete the chat with Ben Bär?' });
  await expect(asked).toContainText('Ben Bär keeps it');
  await asked.getByRole('button', { name: 'Delete chat' }).click();
  await expect(list.row('Ben Bär')).toBeHidden();
  await expect(page).toHaveURL('/');
  ben.waggle.send(chatId, { text: 'Still there?' });
  await expect(list.row('Ben Bär')).toContainText('Still there?');
  await list.open('Ben Bär');
  await expect(chat.bubbles('Ben Bär')).toHaveCount(1);
  expect(Object.keys(ben.state().chats[chatId]?.messages ?? {})).toHaveLength(2);
});

test('one browser signs another out, which says so', async ({ member, person, account }) => {
  const other = await person({ ...phone, ...still });
  await other.door.signIn(account.email, account.password);
  await other.list.list.waitFor();
  const { page } = member;
  await page.goto('/settings/devices');
  const others = page.getByRole('list', { name: 'Other devices' });
  await expect(others).toContainText('Active now');
  await audit(page, 'devices');
  await others.getByRole('button', { name: /^Sign out/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByText('You are signed in nowhere else.')).toBeVisible();
  await expect(other.page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect(other.page.getByText('You were signed out')).toBeVisible();
});

/** Draws a row to the left, as a finger does. */
async function drawLeft(page: Page, row: Locator): Promise<void> {
  const box = await row.boundingBox();
  if (box === null) throw new Error('the row is not shown');
  const client = await page.context().newCDPSession(page);
  const y = box.y + box.height / 2;
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', xs: readonly number[]) =>
    client.send('Input.dispatchTouchEvent', { type, touchPoints: xs.map((x) => ({ x, y })) });
  await touch('touchStart', [300]);
  for (const x of [280, 240, 200, 160]) await touch('touchMove', [x]);
  await touch('touchEnd', []);
}
