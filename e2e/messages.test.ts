import type { Locator, Page } from '@playwright/test';
import { newId } from '../shared/ids.ts';
import { selectChat } from '../client/select/overlay.ts';
import type { Device } from '../client/testing/device.ts';
import { audit } from './audit.ts';
import { memberTest as test } from './memberTest.ts';
import { done, expect, phone, userOf } from './waggleTest.ts';

const still = { reducedMotion: 'reduce' } as const;

test('two people reply, react, edit, pin, star, forward and delete', async ({ member, memberDevice, friend }) => {
  const grace = await friend('Grace Höpper');
  const chatId = await group(memberDevice, grace);
  const { page, chat, list } = member;
  grace.waggle.send(chatId, { text: 'Shall we meet on Friday?' });
  await list.open('Bakery');
  const question = chat.bubbles('Grace').filter({ hasText: 'Friday' }).first();
  await expect(question).toBeVisible();

  // By keyboard alone: the menu, a reaction from its row, and the focus back where it was.
  const menu = question.getByRole('button', { name: /^Actions/ });
  await menu.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'React with 👍' })).toBeFocused();
  await audit(page, 'menu of a message');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(menu).toBeFocused();
  const heart = chat.log.getByRole('button', { name: '❤️, 1 person: You' });
  await expect(heart).toHaveAttribute('aria-pressed', 'true');
  await grace.until('Grace sees the heart', (state) => reactionsOf(state, chatId) === '❤️1');
  const { id: messageId } = first(grace, chatId);
  grace.waggle.act('message:react', { chatId, messageId, emoji: '🐝', on: true });
  await expect(chat.log.getByRole('button', { name: '🐝, 1 person: Grace Höpper' })).toBeVisible();

  // All emojis, by name.
  await question.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'More emojis' }).click();
  const emojis = page.getByRole('dialog', { name: 'Emojis' });
  await expect(emojis.getByRole('gridcell').first()).toBeVisible();
  await audit(page, 'all emojis');
  await page.getByRole('searchbox', { name: 'Search emojis' }).fill('honeybee');
  await expect(emojis.getByRole('gridcell').first()).toHaveAccessibleName(/honeybee/i);
  await audit(page, 'emojis that were searched for');
  await page.keyboard.press('Enter');
  await expect(chat.log.getByRole('button', { name: /^🐝, 2 people/ })).toBeVisible();

  // A reply with a shortcode, changed afterwards by the key for it; its history is kept.
  await chat.act(question, 'Reply');
  await expect(chat.composer).toBeFocused();
  await chat.composer.pressSequentially('Yes, with :cak');
  await expect(page.getByRole('listbox', { name: 'Emojis' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(chat.composer).toHaveValue('Yes, with 🍰');
  await page.keyboard.press('Enter');
  const answer = chat.bubbles('Ada').filter({ hasText: 'with 🍰' });
  await expect(answer).toContainText('In reply to Grace Höpper');
  await expect(answer.getByRole('img', { name: 'Delivered to everyone' })).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByText('Editing')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(chat.composer).toHaveValue('');
  await page.keyboard.press('ArrowUp');
  await chat.composer.fill('Yes, with bread');
  await page.keyboard.press('Enter');
  const edited = chat.bubbles('Ada').filter({ hasText: 'with bread' });
  await edited.getByRole('button', { name: /^edited/ }).click();
  await expect(page.getByRole('dialog')).toContainText('Yes, with 🍰');
  await audit(page, 'history of a message');
  await page.keyboard.press('Escape');
  await grace.until('Grace reads the change', (state) => textsOf(state, chatId).includes('Yes, with bread'));

  // Who read it and when.
  grace.waggle.markRead(chatId, grace.state().chats[chatId]?.lastSeq ?? 0);
  await expect(edited.getByRole('img', { name: 'Read by everyone' })).toBeVisible();
  await chat.act(edited, 'Info');
  await expect(page.getByRole('list', { name: 'Read', exact: true })).toContainText('Grace Höpper');
  await audit(page, 'info of a message');
  await page.keyboard.press('Escape');

  // Pinned: for both, above the thread; starred: for oneself, in a list that leads back.
  await chat.act(question, 'Pin');
  const bar = page.getByRole('region', { name: 'Pinned messages' });
  await expect(bar).toContainText('Shall we meet on Friday?');
  await grace.until('Grace has the pin', (state) => state.chats[chatId]?.chat.pins.length === 1);
  await chat.act(edited, 'Star');
  await expect(edited.getByRole('img', { name: 'Starred' })).toBeVisible();
  await audit(page, 'thread with reactions, quote and pin');
  await page.goto('/settings/starred');
  await audit(page, 'starred messages');
  await page.getByRole('button', { name: 'Go to the message by Ada Lovelace' }).click();
  await expect(edited).toBeVisible();

  // Several at once into another chat.
  await chat.act(question, 'Select');
  await page.getByRole('checkbox', { name: /^Select the message by Ada/ }).click();
  await expect(page.getByText('2 selected')).toBeVisible();
  await audit(page, 'selection');
  await page.getByRole('toolbar').getByRole('button', { name: 'Forward' }).click();
  const dialog = page.getByRole('dialog', { name: 'Forward to' });
  await dialog.getByRole('searchbox').fill('assist');
  await page.keyboard.press('Enter');
  await audit(page, 'forwarding');
  await dialog.getByRole('button', { name: 'Forward to 1 chat' }).click();
  await list.open('Assistant');
  await expect(chat.bubbles('Ada').filter({ hasText: 'Forwarded' })).toHaveCount(2);

  // Gone for oneself, and back; gone for everyone.
  await list.open('Bakery');
  await chat.act(question, 'Delete for me');
  await expect(question).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(question).toBeVisible();
  await chat.act(edited, 'Delete for everyone');
  await audit(page, 'question before deleting');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete for everyone' }).click();
  await expect(chat.bubbles('Ada').filter({ hasText: 'This message was deleted' })).toBeVisible();
  await grace.until('it is gone for Grace', (state) => !textsOf(state, chatId).includes('Yes, with bread'));
  await page.goto('/settings/starred');
  await expect(page.getByRole('heading', { name: 'Nothing starred yet' })).toBeVisible();
});

test('a poll and an event are answered by both', async ({ member, memberDevice, friend }) => {
  const grace = await friend('Grace Höpper');
  const chatId = await group(memberDevice, grace);
  const { page, chat, list } = member;
  await list.open('Bakery');

  await attach(page, 'Poll');
  await expect(page.getByRole('textbox', { name: 'Question' })).toBeFocused();
  await page.keyboard.type('Which day?');
  await page.getByRole('textbox', { name: 'Choice 1' }).fill('Friday');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Saturday');
  await audit(page, 'new poll');
  await page.getByRole('button', { name: 'Send poll' }).click();
  const friday = chat.log.getByRole('radio', { name: /^Friday/ });
  await friday.click();
  await expect(friday).toBeChecked();
  await expect(friday).toHaveAccessibleName('Friday, 1 vote');
  const poll = await found(grace, chatId, (message) => message.poll !== undefined);
  grace.waggle.act('message:vote', { chatId, messageId: poll, choices: [0] });
  await expect(friday).toHaveAccessibleName('Friday, 2 votes');
  await chat.log.getByRole('radio', { name: /^Saturday/ }).click();
  await expect(friday).toHaveAccessibleName('Friday, 1 vote');
  await chat.log.getByRole('button', { name: /See votes/ }).click();
  await expect(page.getByRole('list', { name: 'Friday' })).toContainText('Grace Höpper');
  await audit(page, 'votes');
  await page.keyboard.press('Escape');
  await chat.log.getByRole('button', { name: 'Close poll' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Close poll' }).click();
  await expect(chat.log.getByText('Poll · closed')).toBeVisible();
  await expect(friday).toBeDisabled();

  await attach(page, 'Event');
  await expect(page.getByRole('dialog').getByRole('textbox').first()).toBeFocused();
  await page.keyboard.type('Tasting');
  await page.getByLabel('Date').fill('2031-05-04');
  await page.getByLabel('From').fill('18:30');
  await page.getByLabel('Place').fill('The oven');
  await audit(page, 'new event');
  await page.getByRole('button', { name: 'Send event' }).click();
  await chat.log.getByRole('radio', { name: 'Coming', exact: true }).click();
  const event = await found(grace, chatId, (message) => message.appointment !== undefined);
  grace.waggle.act('appointment:answer', { chatId, messageId: event, answer: 'maybe' });
  await expect(chat.log.getByRole('radio', { name: 'Maybe 1' })).toBeVisible();
  await audit(page, 'thread with poll and event');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    chat.log.getByRole('link', { name: 'Save to calendar' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.ics$/);
});

test('on a phone: swipe to reply, long press for the menu, and the way back from a quote', async ({
  account,
  memberDevice,
  friend,
  person,
}) => {
  const grace = await friend('Grace Höpper');
  const chatId = await group(memberDevice, grace);
  for (let at = 1; at <= 40; at++) grace.waggle.send(chatId, { text: `Loaf ${String(at)}` });
  // What comes once the chat is open would be followed to its end.
  await memberDevice.until('all of them are there', (state) => state.chats[chatId]?.lastSeq === 40);
  const { page, chat, door } = await person({ ...phone, ...still, colorScheme: 'dark', path: `/chat/${chatId}` });
  await door.signIn(account.email, account.password);
  const last = chat.bubbles('Grace').filter({ hasText: 'Loaf 40' });
  await expect(chat.bubbles('Grace').first()).toBeVisible();
  await chat.latest.click();
  await expect(last).toBeVisible();

  await swipe(page, last, 140);
  await expect(page.getByText('Reply to Grace Höpper')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel the reply' }).click();

  await press(page, last);
  await expect(page.getByRole('menu')).toBeVisible();
  await audit(page, 'menu of a message on a phone');
  await page.getByRole('menuitem', { name: 'React with 👍' }).click();
  await chat.log.getByRole('button', { name: /^👍/ }).click();
  await expect(page.getByRole('dialog', { name: 'Who reacted' })).toContainText('You');
  await audit(page, 'who reacted');
  await page.getByRole('button', { name: 'You Tap to take back 👍' }).click();
  await expect(chat.log.getByRole('button', { name: /^👍/ })).toBeHidden();

  const [oldest] = Object.values(grace.state().chats[chatId]?.messages ?? {}).sort((a, b) => a.seq - b.seq);
  grace.waggle.send(chatId, { text: 'As I said', replyTo: oldest?.id });
  const reply = chat.bubbles('Grace').filter({ hasText: 'As I said' });
  await reply.getByRole('button', { name: /^In reply to Grace/ }).click();
  await expect(chat.log.getByRole('paragraph').getByText('Loaf 1', { exact: true })).toBeInViewport();
  await page.getByRole('button', { name: 'Back to where you were' }).click();
  await expect(reply).toBeInViewport();
});

test.describe('the app', () => {
  test.use({ serviceWorkers: 'allow' });

  test('what is done offline survives the app being killed', async ({ member, memberDevice, friend }) => {
    const grace = await friend('Grace Höpper');
    const chatId = await group(memberDevice, grace);
    const { page, chat, list } = member;
    await list.open('Bakery');
    await chat.send('To be changed');
    grace.waggle.send(chatId, { text: 'Look at this' });
    await expect(chat.bubbles('Grace')).toContainText('Look at this');
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    await expect(chat.bubbles('Grace')).toContainText('Look at this');

    await page.context().setOffline(true);
    await chat.act(chat.bubbles('Grace').last(), 'React with 👍');
    const mine = chat.bubbles('Ada').last();
    await chat.act(mine, 'Edit');
    await chat.composer.fill('Changed offline');
    await page.keyboard.press('Enter');
    await expect(mine).toContainText('Changed offline');
    await expect.poll(() => keptActions(page)).toBe(2);
    await page.close();

    const again = await page.context().newPage();
    await again.goto(`/chat/${chatId}`);
    const log = again.getByRole('log', { name: 'Messages' });
    await expect(log).toContainText('Changed offline');
    await expect(log.getByRole('button', { name: '👍, 1 person: You' })).toBeVisible();
    await again.context().setOffline(false);
    await grace.until(
      'Grace has both',
      (state) => textsOf(state, chatId).includes('Changed offline') && reactionsOf(state, chatId) === '👍1',
      30_000,
    );
  });
});

/** How much of what was done the page's device keeps: shown a moment before. */
function keptActions(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let kept = 0;
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => {
          resolve(opening.result);
        };
        opening.onerror = () => {
          reject(new Error(`no ${name}`));
        };
      });
      if (database.objectStoreNames.contains('actions')) {
        kept += await new Promise<number>((resolve) => {
          const counting = database.transaction('actions').objectStore('actions').count();
          counting.onsuccess = () => {
            resolve(counting.result);
          };
        });
      }
      database.close();
    }
    return kept;
  });
}

async function group(device: Device, friend: Device): Promise<string> {
  const id = newId();
  done(await device.waggle.command('chat:create', { id, kind: 'group', title: 'Bakery', contacts: [userOf(friend)] }));
  await friend.until('the chat is there', (state) => id in state.chats);
  return id;
}

async function attach(page: Page, what: string): Promise<void> {
  await page.getByRole('button', { name: 'Attach' }).click();
  await page.getByRole('menuitem', { name: what }).click();
  await page.getByRole('dialog').waitFor();
}

type State = ReturnType<Device['state']>;

function textsOf(state: State, chatId: string): string[] {
  return Object.values(selectChat(state, chatId)?.messages ?? {}).map(({ text }) => text);
}

function reactionsOf(state: State, chatId: string): string {
  return Object.values(selectChat(state, chatId)?.messages ?? {})
    .flatMap(({ reactions = [] }) => reactions.map(({ emoji, contactIds }) => emoji + String(contactIds.length)))
    .join(' ');
}

function first(device: Device, chatId: string) {
  const [message] = Object.values(device.state().chats[chatId]?.messages ?? {});
  if (!message) throw new Error('there is no message');
  return message;
}

type Kept = ReturnType<typeof first>;

async function found(device: Device, chatId: string, isIt: (message: Kept) => boolean): Promise<string> {
  const find = (state: State) => Object.values(state.chats[chatId]?.messages ?? {}).find(isIt);
  await device.until('the message is there', (state) => find(state) !== undefined);
  return find(device.state())?.id ?? '';
}

/** A finger on the bubble that goes to the right. */
async function swipe(page: Page, bubble: Locator, right: number): Promise<void> {
  const { session, x, y } = await finger(page, bubble);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
  for (let at = 10; at <= right; at += 10) {
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: x + at, y }] });
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

/** A finger that rests on the bubble. */
async function press(page: Page, bubble: Locator): Promise<void> {
  const { session, x, y } = await finger(page, bubble);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
  await page.getByRole('menu').waitFor();
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

async function finger(page: Page, bubble: Locator) {
  const box = await bubble.boundingBox();
  if (!box) throw new Error('the bubble is not on the screen');
  return { session: await page.context().newCDPSession(page), x: box.x + 30, y: box.y + 14 };
}
