import type { Locator } from '@playwright/test';
import { Tap } from '../agents/testing/tap.ts';
import type { Device } from '../client/testing/device.ts';
import { memberTest } from './memberTest.ts';
import { done, expect, type Person, userOf, vendorTest as test } from './waggleTest.ts';

const LINES = Array.from({ length: 120 }, (_, at) => `Line ${String(at)} of a long answer.\n\n`);

memberTest('what was missed begins where one has read, and one tap leads to the end', async ({ member, friend }) => {
  const chatId = await project(member);
  const grace = await friend('Grace', chatId);
  await member.chat.send('Hello');
  await member.list.open('Assistant');
  await say(grace, chatId, 130);
  await member.list.open('Launch');
  await expect(member.chat.log).toContainText('130 unread messages');
  await expect(bubble(member, 'Message 1')).toBeInViewport();
  await expect(bubble(member, 'Hello')).toBeInViewport();
  await member.chat.latest.click();
  await expect(bubble(member, 'Message 130')).toBeInViewport();
  await expect(member.chat.latest).toBeHidden();
});

memberTest(
  'older pages come when one scrolls up, and what is read does not move',
  async ({ member, memberDevice, friend, person, account }) => {
    const chatId = await project(member);
    const grace = await friend('Grace', chatId);
    await say(grace, chatId, 130);
    // Whoever is at the end stays there, however quickly it moves on, and has read everything.
    await expect(bubble(member, 'Message 130')).toBeInViewport();
    await memberDevice.until(
      'all is read',
      (state) => state.chats[chatId]?.receipts[userOf(memberDevice)]?.read === 130,
    );
    await member.page.close();
    // A browser that knows nothing yet.
    const again = await person({ path: `/chat/${chatId}` });
    await again.door.signIn(account.email, account.password);
    await expect(bubble(again, 'Message 130')).toBeInViewport();
    // Older pages wait until the test lets them come.
    const held = Promise.withResolvers<undefined>();
    await again.page.route('**/api/chats/*/messages?*', async (route) => {
      await held.promise;
      await route.continue();
    });
    // By hand: what moves without anybody's doing stays at the end.
    await again.chat.log.hover();
    await again.page.mouse.wheel(0, -300);
    await expect.poll(() => again.chat.distance()).toBeGreaterThan(200);
    await again.chat.log.evaluate((log) => {
      log.scrollTop = 300;
    });
    const reading = await topmost(again.chat.log);
    const text = await reading.innerText();
    const before = (await reading.boundingBox())?.y ?? Number.NaN;
    const height = await again.chat.log.evaluate((log) => log.scrollHeight);
    held.resolve(undefined);
    await expect.poll(() => again.chat.log.evaluate((log) => log.scrollHeight)).toBeGreaterThan(height + 500);
    await expect(reading).toHaveText(text, { useInnerText: true });
    await expect
      .poll(async () => Math.abs(((await reading.boundingBox())?.y ?? Number.NaN) - before))
      .toBeLessThanOrEqual(4);

    await expect(async () => {
      await again.chat.log.hover();
      await again.page.mouse.wheel(0, -3000);
      await expect(bubble(again, 'Message 1')).toBeInViewport({ timeout: 500 });
    }).toPass({ timeout: 30_000 });
    await again.chat.latest.click();
    await expect(bubble(again, 'Message 130')).toBeInViewport();
  },
);

test('what is read stands still while an answer grows below, and one tap leads to the end', async ({
  admin,
  vendor,
}) => {
  await admin.list.open('Research');
  vendor.next({ do: 'answer', pieces: LINES });
  await admin.chat.send('Tell me much');
  await expect(admin.chat.finished('Research').first()).toContainText('Line 119');
  await expect.poll(() => admin.chat.distance()).toBeLessThan(4);

  const tap = new Tap(40);
  vendor.next({ do: 'answer', pieces: LINES, before: tap.before });
  await admin.chat.send('And again');
  await expect(admin.chat.log.locator('article[aria-busy="true"]')).toContainText('Line 39');
  // By its id: scrolled far enough, the last one that is drawn is another.
  const id = await admin.chat.log.locator('article[aria-busy="true"]').getAttribute('data-message');
  const answer = admin.chat.log.locator(`article[data-message="${id ?? ''}"]`);
  await expect.poll(() => admin.chat.distance()).toBeLessThan(48);
  await admin.chat.log.hover();
  await admin.page.mouse.wheel(0, -600);
  await expect.poll(() => admin.chat.distance()).toBeGreaterThan(400);
  const line = answer.locator('p', { hasText: /^Line 5 / });
  await line.scrollIntoViewIfNeeded();
  const places = new Set<number>();
  for (let look = 1; look <= 12; look++) {
    tap.open(5);
    await expect(answer).toContainText(`Line ${String(39 + look * 5)}`);
    places.add(Math.round((await line.boundingBox())?.y ?? Number.NaN));
  }
  await expect(answer).toHaveAttribute('aria-busy', 'true');
  expect([...places]).toHaveLength(1);

  await admin.chat.latest.click();
  await expect.poll(() => admin.chat.distance()).toBeLessThan(48);
  await expect(admin.chat.latest).toBeHidden();
  tap.open(LINES.length);
  await expect(answer).toContainText('Line 119');
  await expect(admin.chat.log.locator('[aria-busy="true"]')).toHaveCount(0);
  await expect.poll(() => admin.chat.distance()).toBeLessThan(4);
});

test('what is said stays drawn where an answer grows by more than fits at once', async ({ admin, vendor }) => {
  await admin.list.open('Research');
  const tap = new Tap(1);
  vendor.next({ do: 'answer', pieces: ['Well.\n\n', LINES.slice(0, 60).join(''), LINES.join('')], before: tap.before });
  await admin.chat.send('Tell me much');
  const answer = admin.chat.log.locator('article[aria-busy="true"]');
  await expect(answer).toContainText('Well.');
  const fewest = await watchFewest(admin.chat.log);
  for (const line of ['Line 59', 'Line 119']) {
    tap.open(1);
    await expect(answer.or(admin.chat.finished('Research'))).toContainText(line);
    await expect.poll(() => admin.chat.distance()).toBeLessThan(48);
  }
  await expect(admin.chat.finished('Research')).toBeVisible();
  expect(await fewest()).toBeGreaterThan(0);
});

test('what is pressed while an answer grows is what was meant', async ({ admin, vendor }) => {
  await admin.list.open('Research');
  vendor.next({ do: 'answer', pieces: ['Short.'] });
  await admin.chat.send('Tell me little');
  await expect(admin.chat.finished('Research').first()).toContainText('Short.');
  const tap = new Tap(3);
  vendor.next({ do: 'answer', pieces: LINES, before: tap.before });
  await admin.chat.send('Tell me much');
  const answer = admin.chat.log.locator('article[aria-busy="true"]');
  await expect(answer).toContainText('Line 2');
  const { mouse } = admin.page;

  // Above what grows: it stays under the finger instead of leaving with the text.
  const how = admin.chat.log.getByRole('button', { name: 'Show how' }).first();
  await how.hover();
  await mouse.down();
  tap.open(30);
  await expect(answer).toContainText('Line 32');
  await mouse.up();
  const board = admin.page.getByRole('dialog', { name: 'Run board' });
  await expect(board).toBeVisible();
  await admin.page.keyboard.press('Escape');
  await expect(board).toBeHidden();

  // And the thread goes on following its end. Below what grows, at once after it moved:
  await expect.poll(() => admin.chat.distance()).toBeLessThan(48);
  await answer.getByRole('button', { name: 'Stop' }).hover();
  const behind = await watchEnd(admin.chat.log);
  tap.open(10);
  await expect(answer).toContainText('Line 42');
  expect(await behind()).toBeLessThan(2);
  await mouse.down();
  tap.open(10);
  await expect(answer).toContainText('Line 52');
  await mouse.up();
  await expect(admin.chat.finished('Research').last()).toContainText('Stopped.');
});

test('what is pressed in a short thread stays there, whatever becomes of the rest', async ({
  admin,
  adminDevice,
  vendor,
}) => {
  await admin.list.open('Research');
  vendor.next({ do: 'answer', pieces: LINES.slice(0, 4) });
  await admin.chat.send('One\nTwo\nThree\nFour\nFive');
  await expect(admin.chat.finished('Research')).toContainText('Line 3');
  const chatId = admin.page.url().split('/').at(-1) ?? '';
  await adminDevice.until('the answer is there', (state) => state.chats[chatId]?.lastSeq === 2);
  const [asked = '', answered = ''] = Object.values(adminDevice.state().chats[chatId]?.messages ?? {})
    .sort((a, b) => a.seq - b.seq)
    .map(({ id }) => id);
  const { page, chat } = admin;
  /** Presses on the menu of a bubble and lets go after something has happened. */
  const press = async (bubble: Locator, meanwhile: () => Promise<void>) => {
    await bubble.hover();
    await bubble.getByRole('button', { name: /^Actions/ }).hover();
    await page.mouse.down();
    await meanwhile();
    await page.mouse.up();
    await expect(page.getByRole('menu')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toBeHidden();
  };
  await press(chat.bubbles('Research'), async () => {
    done(await adminDevice.waggle.command('message:edit', { chatId, messageId: asked, text: 'One' }));
    await expect(chat.log).not.toContainText('Five');
  });
  await press(chat.bubbles('Ada'), async () => {
    done(await adminDevice.waggle.command('message:delete', { chatId, messageId: answered }));
    await expect(chat.log).not.toContainText('Line 3');
  });
  // Afterwards it lies at the bottom again.
  await expect.poll(() => toEnd(chat.log)).toBeLessThan(30);
});

test('one who was offline in the middle of an answer has the whole of it afterwards', async ({ admin, vendor }) => {
  await admin.list.open('Research');
  vendor.next({ do: 'answer', pieces: LINES, delayMs: 20 });
  await admin.chat.send('Tell me much');
  const answer = admin.chat.bubbles('Research').first();
  await expect(answer).toContainText('Line 10');
  await admin.page.context().setOffline(true);
  await expect(admin.page.getByText('You are offline.')).toBeVisible({ timeout: 20_000 });
  await admin.page.context().setOffline(false);
  await expect(answer).toContainText('Line 119', { timeout: 30_000 });
  const lines = await answer
    .locator('p')
    .filter({ hasText: /^Line / })
    .allInnerTexts();
  expect(lines.map((line) => line.trim())).toEqual(LINES.map((line) => line.trim()));
});

test('a text that is too long stays where it was written, with by how much', async ({ member }) => {
  await member.list.open('Research');
  await member.chat.composer.fill('x'.repeat(64_001));
  const fault = member.page.getByText('1 character too many');
  await expect(fault).toHaveRole('alert');
  await expect(member.chat.sendButton).toBeDisabled();
  await member.chat.composer.press('Enter');
  await expect(member.chat.composer).toHaveValue('x'.repeat(64_001));
  await member.chat.composer.press('Backspace');
  await expect(fault).toBeHidden();
  await member.chat.sendButton.click();
  await expect(member.chat.bubbles('Ada').getByRole('img', { name: /Accepted|worked|Done/ })).toBeVisible();
  await expect(member.chat.composer).toHaveValue('');
});

/** Tells by how much the end was out of sight at most, at any moment from now on at which something could be pressed. */
async function watchEnd(log: Locator): Promise<() => Promise<number>> {
  const farthest = await log.evaluateHandle((element) => {
    const seen = { distance: 0 };
    new MutationObserver(() => {
      seen.distance = Math.max(seen.distance, element.scrollHeight - element.scrollTop - element.clientHeight);
    }).observe(element, { childList: true, characterData: true, subtree: true });
    return seen;
  });
  return () => farthest.evaluate(({ distance }) => distance);
}

/** How far the last bubble is above the bottom of the thread. */
function toEnd(log: Locator): Promise<number> {
  return log.evaluate((element) => {
    const [last] = [...element.querySelectorAll('article')].slice(-1);
    return element.getBoundingClientRect().bottom - (last?.getBoundingClientRect().bottom ?? 0);
  });
}

/** Tells how many messages were drawn at least, in any frame from now on. */
async function watchFewest(log: Locator): Promise<() => Promise<number>> {
  const fewest = await log.evaluateHandle((element) => {
    const seen = { messages: Number.POSITIVE_INFINITY };
    const look = () => {
      seen.messages = Math.min(seen.messages, element.querySelectorAll('[data-message]').length);
      requestAnimationFrame(look);
    };
    look();
    return seen;
  });
  return () => fewest.evaluate(({ messages }) => messages);
}

async function project(admin: Person): Promise<string> {
  await admin.list.newProject('Launch', ['Research']);
  return admin.page.url().split('/').at(-1) ?? '';
}

/** Lets somebody say `Message 1` and so on, and waits until all of it is stored. */
async function say(device: Device, chatId: string, count: number): Promise<void> {
  const before = device.state().chats[chatId]?.lastSeq ?? 0;
  for (let at = 1; at <= count; at++) device.waggle.send(chatId, { text: `Message ${String(at)}` });
  await device.until('everything is said', (state) => state.chats[chatId]?.lastSeq === before + count, 30_000);
}

function bubble(admin: Person, text: string): Locator {
  return admin.chat.log.getByRole('article').filter({ has: admin.page.getByText(text, { exact: true }) });
}

/** The first bubble that is wholly in view. */
async function topmost(log: Locator): Promise<Locator> {
  const find = () =>
    log.evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      const found = [...element.querySelectorAll<HTMLElement>('[data-message]')].find((one) => {
        const box = one.getBoundingClientRect();
        return box.top >= top && box.bottom <= bottom;
      });
      return found?.dataset.message ?? '';
    });
  // Right after a leap what is drawn is still what was in view before.
  await expect.poll(find).not.toBe('');
  return log.locator(`[data-message="${await find()}"]`);
}
