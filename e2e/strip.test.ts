import type { Locator, Page } from '@playwright/test';
import { Tap } from '../agents/testing/tap.ts';
import { newId } from '../shared/ids.ts';
import { audit } from './audit.ts';
import { ADMIN, done, expect, phone, vendorTest as test } from './waggleTest.ts';

const AGENTS = ['research', 'creative', 'support', 'coder', 'business', 'translator'];
const LINES = Array.from({ length: 60 }, (_, at) => `Line ${String(at)} of a long answer.\n\n`);

test('one swipes from agent to agent on the strip, and a tap leads to what each writes', async ({
  signedIn: _there,
  adminDevice,
  person,
  vendor,
}) => {
  const chatId = newId();
  done(await adminDevice.waggle.command('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: AGENTS }));
  const ada = await person({ ...phone, path: `/chat/${chatId}` });
  await ada.door.signIn(ADMIN.email, ADMIN.password);
  const { page, chat } = ada;
  const tap = new Tap(40);
  vendor.otherwise(() => ({ do: 'answer', pieces: LINES, before: tap.before }));
  const wasAway = await watchAway(page);
  await chat.send('@all how do bees find food?');
  const strip = page.getByRole('list', { name: 'Working agents' });
  await expect(strip.getByRole('listitem')).toHaveCount(AGENTS.length);
  const isWriting = strip.getByText('writing', { exact: true });
  await expect(isWriting).toHaveCount(AGENTS.length, { timeout: 30_000 });
  await expect(chat.log.getByRole('article').last()).toContainText('Line 39', { timeout: 30_000 });
  // Many bubbles that begin at once take nobody away from the end.
  expect(await wasAway()).toBe(false);
  const last = strip.getByRole('button').last();
  await expect(last).not.toBeInViewport();
  await audit(page, 'many agents on the strip');

  // A finger moved to the side brings the next ones, and the strip comes to rest where one begins.
  await swipe(page, strip, 150);
  const [before, begins] = await resting(strip);
  expect(before).toBeGreaterThan(0);
  expect(begins).toBeLessThanOrEqual(1);
  for (let index = 0; index < AGENTS.length; index++) await swipe(page, strip, 250);
  await expect(last).toBeInViewport({ ratio: 1 });
  await expect(page.getByText(/^Reply to/)).toHaveCount(0);

  const lastName = (await last.innerText()).split('\n')[0] ?? '';
  await chat.log.evaluate((log) => {
    log.scrollTop = 0;
  });
  await expect(chat.bubbles(lastName)).not.toBeInViewport();
  await last.tap();
  await expect(chat.bubbles(lastName)).toBeInViewport();

  // By keyboard the strip follows what has the focus.
  const first = strip.getByRole('button').first();
  const firstName = (await first.innerText()).split('\n')[0] ?? '';
  await first.focus();
  await expect(first).toBeInViewport({ ratio: 1 });
  await expect(chat.bubbles(firstName)).not.toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(chat.bubbles(firstName)).toBeInViewport();

  tap.open(LINES.length);
  await expect(strip).toBeHidden({ timeout: 30_000 });
});

/** Moves a finger over it so many pixels to the left. */
async function swipe(page: Page, over: Locator, distance: number): Promise<void> {
  const box = await over.boundingBox();
  if (!box) throw new Error('there is nothing to swipe over');
  const devtools = await page.context().newCDPSession(page);
  const from = { x: box.x + box.width - 20, y: box.y + box.height / 2 };
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] });
  for (let step = 1; step <= 10; step++) {
    const touchPoints = [{ x: from.x - (distance * step) / 10, y: from.y }];
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints });
    await page.waitForTimeout(16);
  }
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await devtools.detach();
}

/** How far it is scrolled once it has come to rest, and how far the nearest beginning of an entry is from its edge. */
async function resting(strip: Locator): Promise<[scrolled: number, off: number]> {
  const scrolled = () => strip.evaluate((list) => list.scrollLeft);
  let at = Number.NaN;
  await expect
    .poll(
      async () => {
        const before = at;
        at = await scrolled();
        return at === before;
      },
      { intervals: [200] },
    )
    .toBe(true);
  const off = await strip.evaluate((list) => {
    const edge = list.getBoundingClientRect().left + Number.parseFloat(getComputedStyle(list).scrollPaddingLeft);
    return Math.min(...[...list.children].map((entry) => Math.abs(entry.getBoundingClientRect().left - edge)));
  });
  return [at, off];
}

/** Answers later whether the way back to the end was offered meanwhile, for however short. */
async function watchAway(page: Page): Promise<() => Promise<boolean>> {
  const away = await page.evaluateHandle(() => {
    const seen = { away: false };
    new MutationObserver(() => {
      seen.away ||= document.querySelector('button[aria-label^="Jump to latest"]') !== null;
    }).observe(document, { childList: true, subtree: true });
    return seen;
  });
  return () => away.evaluate((seen) => seen.away);
}
