import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cookiesOf, launchOptions } from '../browser.ts';
import { count, type Figure, median, ms, times } from '../figures.ts';
import { fillChats } from '../fill.ts';
import { type Person, signUp } from '../people.ts';
import type { Row } from '../row.ts';
import { startWaggle, type Waggle } from '../waggle.ts';

const BAR_MS = 1000;
const MESSAGES = 50;
/** Until everything that was synced is written down on the device. */
const KEPT_MS = 5000;

type Opened = { shownAt?: number };

/** The installed app is opened while the server is away, in a browser that is started anew each time. */
export const offlineOpen: Row = {
  name: 'offline-open',
  on: 'once',
  async run(form, { quick }) {
    const many = quick ? 50 : 500;
    const ground = await form.prepare();
    const waggle = await startWaggle(ground);
    try {
      const [busy, quiet] = await signUp(waggle.url, 2);
      if (!quiet) throw new Error('nobody else is there');
      await waggle.end();
      const [few] = await fillChats(ground, { userId: quiet.id, chats: 1, messages: MESSAGES });
      const lots = await fillChats(ground, { userId: busy.id, chats: many, messages: MESSAGES });
      await waggle.up();
      const rounds = quick ? 2 : 5;
      const one = await opened(waggle, quiet, { chatId: few ?? '', rounds });
      const all = await opened(waggle, busy, { chatId: lots.at(-1) ?? '', rounds });
      const took = median(all);
      const figure: Figure = {
        what: `opened without a network, ${count(many)} chats kept: list and last messages shown, median`,
        value: `${ms(took)} (${all.map((each) => each.toFixed(0)).join(', ')}), ${times(took / median(one))}`,
        limit: `with one chat ${ms(median(one))}`,
        bar: `≤ ${count(BAR_MS)} ms`,
        pass: took <= BAR_MS,
      };
      return [figure];
    } finally {
      await waggle.stop();
      await ground.clear();
    }
  },
};

/** From the navigation to the frame after both the chats and the last messages stand there, each in a new browser. */
async function opened(
  waggle: Waggle,
  person: Person,
  { chatId, rounds }: { chatId: string; rounds: number },
): Promise<number[]> {
  const profile = await mkdtemp(join(tmpdir(), 'waggle-offline-'));
  const within = async <T>(use: (page: Page, context: BrowserContext) => Promise<T>): Promise<T> => {
    const context = await chromium.launchPersistentContext(profile, {
      ...launchOptions,
      baseURL: waggle.url,
      locale: 'en-US',
      viewport: { width: 1280, height: 800 },
    });
    try {
      return await use(await context.newPage(), context);
    } finally {
      await context.close();
    }
  };
  try {
    await within(async (page, context) => {
      await context.addCookies(cookiesOf(waggle.url, person));
      await page.goto(`/chat/${chatId}`);
      await page.getByRole('article').first().waitFor();
      await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
      await page.waitForTimeout(KEPT_MS);
    });
    await waggle.end();
    const took: number[] = [];
    // The first one makes what the browser keeps of the code, and does not count.
    for (let round = -1; round < rounds; round++) {
      const shownAt = await within(async (page) => {
        await page.addInitScript(noteWhenShown);
        await page.goto(`/chat/${chatId}`);
        await page.getByText('You are offline.').waitFor();
        await page.waitForFunction(() => (window as Opened).shownAt !== undefined);
        return page.evaluate(() => (window as Opened).shownAt ?? Number.NaN);
      });
      if (round >= 0) took.push(shownAt);
    }
    await waggle.up();
    return took;
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
}

function noteWhenShown(): void {
  const look = () => {
    const chats = document.querySelector(
      '[role="list"][aria-label="Chats"] [role="listitem"], ul[aria-label="Chats"] li',
    );
    const messages = document.querySelector('[role="log"] article');
    if (chats && messages) {
      requestAnimationFrame(() => {
        (window as Opened).shownAt = performance.now();
      });
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
