import { createLog } from '../server/log.ts';
import { openStore } from '../server/openStore.ts';
import { Secret } from '../server/secret.ts';
import { unluckyThread } from './unluckyThread.ts';
import type { WaggleServer } from './waggleServer.ts';
import { expect, type Person, test, userOf } from './waggleTest.ts';

const MESSAGES = 100_000;
/** One message each ten minutes, the last one at noon of this day. */
const NEWEST = Date.UTC(2026, 5, 30, 12);
const APART_MS = 600_000;
/** How many are written at once: no statement may take as long as all of them on a busy machine. */
const PART = 10_000;
/** Pixels of one turn of the wheel in a window of the usual height; what was at the top is still drawn after it. */
const TURN = 600;
/** How often one looks, in milliseconds: a turn of the wheel is over in a few frames. */
const OFTEN = { intervals: [16, 16, 32, 64, 128, 250] };

test('a thread of 100,000 messages opens, is gone through without a jump, and shows any date', async ({
  admin,
  adminDevice,
  server,
}) => {
  test.setTimeout(180_000);
  await admin.list.newProject('Launch', ['Research']);
  const chatId = admin.page.url().split('/').at(-1) ?? '';
  adminDevice.stop();
  await fill(server, chatId, userOf(adminDevice));
  const unlucky = await unluckyThread(admin.page);
  await admin.page.goto(`/chat/${chatId}`);
  await expect(line(admin, MESSAGES)).toBeInViewport();

  // Drawn as markdown, and measured.
  await expect.poll(() => still(admin)).toBe(true);
  await turn(admin, -TURN, 20);

  // Further than is held at once, both ways, so that pages come at one end while what is far goes at the other; in a
  // window so high that a page of it brings what was not drawn before.
  const size = admin.page.viewportSize();
  await admin.page.setViewportSize({ width: 1280, height: 1440 });
  await expect.poll(() => still(admin)).toBe(true);
  const lowest = await turn(admin, -2 * TURN, 85);
  expect(lowest).toBeLessThan(MESSAGES - 1250);
  const highest = await turn(admin, 2 * TURN, 60);
  expect(highest).toBeGreaterThan(lowest + 700);
  expect(await unlucky()).toBeGreaterThan(5);
  if (size) await admin.page.setViewportSize(size);
  await expect.poll(() => still(admin)).toBe(true);
  await turn(admin, TURN, 10);

  await admin.page.getByTitle('Jump to a date').first().click();
  const dialog = admin.page.getByRole('dialog', { name: 'Jump to a date' });
  await dialog.getByLabel('Date').fill('2025-03-01');
  await dialog.getByRole('button', { name: 'Jump' }).click();
  await expect(dialog).toBeHidden();
  const day = admin.chat.log.getByRole('button', { name: /^Saturday, March 1/ });
  await expect(day).toBeInViewport();
  const midnight = await admin.page.evaluate(() => new Date(2025, 2, 1).getTime());
  const first = MESSAGES - Math.floor((NEWEST - midnight) / APART_MS);
  await expect(line(admin, first)).toBeInViewport();
  const [from, to] = await shown(admin);
  expect(from).toBeGreaterThanOrEqual(first - 2);
  await expect.poll(() => still(admin)).toBe(true);
  await turn(admin, -TURN, 20);
  expect((await shown(admin))[1]).toBeLessThan(to);

  await admin.chat.send('And now?');
  await expect(admin.chat.log.getByText('And now?')).toBeInViewport();
  await expect(admin.chat.latest).toBeHidden();
  expect((await shown(admin))[1]).toBe(MESSAGES + 1);
});

/** Puts the messages into the chat while the server is away. */
async function fill(server: WaggleServer, chatId: string, senderId: string): Promise<void> {
  await server.end();
  const databaseUrl = server.databaseUrl === undefined ? undefined : new Secret(server.databaseUrl);
  const settings = { databaseUrl, dataDir: server.folder, secret: undefined, role: 'all' } as const;
  const store = await openStore(settings, createLog('error'));
  try {
    const { pool } = store.database;
    // Nothing is searched for: to gather the words of so many takes longer than all else.
    await pool.query('alter table message disable trigger message_search_insert');
    for (let from = 1; from <= MESSAGES; from += PART) {
      await pool.query(
        `insert into message (id, "chatId", seq, version, "senderId", "senderKind", text, mentions, "createdAt")
        select gen_random_uuid()::text, $1, n, n + 1, $2, 'user',
          'Line ' || n || '.' || repeat(' of a thread that goes on and on, longer than anybody reads', n % 4), '{}',
          $3::timestamptz - interval '1 millisecond' * $4 * ($5::int - n)
        from generate_series($6::int, $7::int) n`,
        [chatId, senderId, new Date(NEWEST), APART_MS, MESSAGES, from, Math.min(from + PART - 1, MESSAGES)],
      );
    }
    await pool.query('alter table message enable trigger message_search_insert');
    await pool.query('update chat set "lastSeq" = $2, version = $2 + 1 where id = $1', [chatId, MESSAGES]);
    await pool.query('update member set read = $2, delivered = $2 where "chatId" = $1', [chatId, MESSAGES]);
  } finally {
    await store.close();
  }
  await server.up();
}

function line(admin: Person, n: number) {
  return admin.chat.log.getByText(new RegExp(`^Line ${String(n)}\\.`));
}

/** Turns the wheel so many times; whatever was in view moves by exactly that. Gives back the topmost line. */
async function turn(admin: Person, by: number, times: number): Promise<number> {
  await admin.chat.log.hover();
  for (let at = 0; at < times; at++) {
    // Pages come before one is at the end of what is there; on a busy machine perhaps not before this test is.
    await expect.poll(() => room(admin, by), OFTEN).toBeGreaterThan(Math.abs(by));
    const before = await places(admin);
    await admin.page.mouse.wheel(0, by);
    await expect
      .poll(async () => moved(before, await places(admin)), {
        ...OFTEN,
        message: `turn ${String(at)} by ${String(by)}`,
      })
      .toEqual([-by]);
  }
  return (await shown(admin))[0];
}

/** Whether nothing has moved for a moment. */
async function still(admin: Person): Promise<boolean> {
  const before = await places(admin);
  await admin.page.waitForTimeout(500);
  return JSON.stringify(before) === JSON.stringify(await places(admin));
}

/** How far one can scroll in this direction, in pixels. */
function room(admin: Person, by: number): Promise<number> {
  return by < 0 ? admin.chat.log.evaluate((log) => log.scrollTop) : admin.chat.distance();
}

type Places = Record<string, number>;

/** Where each line that is drawn stands, by its number. */
function places(admin: Person): Promise<Places> {
  return admin.chat.log.evaluate((log) =>
    Object.fromEntries(
      [...log.querySelectorAll('article')].map((bubble) => [
        /Line (\d+)\./.exec(bubble.textContent)?.[1] ?? '',
        bubble.getBoundingClientRect().top,
      ]),
    ),
  );
}

/** By how much the lines that were in view have moved, to the pixel; one number where all moved alike. */
function moved(before: Places, now: Places): number[] {
  const moves = Object.entries(before).flatMap(([n, top]) => {
    const then = now[n];
    return then === undefined || top < 0 || top > 600 ? [] : [Math.round((then - top) / 2) * 2];
  });
  return [...new Set(moves)];
}

/** The first and the last line in view; throws where one in between is missing. */
async function shown(admin: Person): Promise<[first: number, last: number]> {
  const lines = await admin.chat.log.evaluate((log) => {
    const { top, bottom } = log.getBoundingClientRect();
    return [...log.querySelectorAll('article')]
      .filter((bubble) => {
        const box = bubble.getBoundingClientRect();
        return box.bottom > top && box.top < bottom;
      })
      .map((bubble) => Number(/Line (\d+)\./.exec(bubble.textContent)?.[1] ?? Number.NaN));
  });
  const [first = Number.NaN] = lines;
  expect(lines.filter((n) => !Number.isNaN(n)).every((n, at) => n === first + at)).toBe(true);
  return [first, first + lines.length - 1];
}
