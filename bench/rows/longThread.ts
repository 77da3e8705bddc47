import type { Page } from '@playwright/test';
import { newId } from '../../shared/ids.ts';
import { Answers } from '../answers.ts';
import { inBrowser, openAs } from '../browser.ts';
import { count, ms } from '../figures.ts';
import { fill } from '../fill.ts';
import { connect, makeGroup, signUp } from '../people.ts';
import { startVendor } from '../provider.ts';
import type { Row } from '../row.ts';
import { startWaggle } from '../waggle.ts';

const AGENTS = ['research', 'creative', 'support', 'coder', 'business', 'assistant', 'translator', 'health'];
const EVERY_MS = 20;
const IDLE_MS = 3000;
/** Everything of a long thread that is scrolled through may take this long to be fetched. */
const PATIENCE_MS = 180_000;
/** Further than any thread is long, in pixels. */
const FAR = 10_000_000;
/** More elements than this are no window onto a thread any more. */
const MOST_NODES = 5000;

const ANSWER = `## What the bees do

They **dance**: the angle to the sun, the *distance*, and how good it is.

| flower | opens | who goes |
|---|---|---|
| clover | May | everybody |
| lime | June | the old ones |

\`\`\`ts
export function angle(sun: number, food: number): number {
  return (food - sun + 360) % 360;
}
\`\`\`

- first to the clover behind the mill
- then to the lime trees, when they are open

`;

/**
 * Eight answers that stream into a thread of ten thousand messages which all were scrolled through before. The page is
 * what is measured: eight runs that begin on the same cores make a task that works for 20 ms last for 70.
 */
export const longThread: Row = {
  name: 'long-thread',
  on: 'once',
  async run(form, { quick }) {
    const messages = quick ? 1000 : 10_000;
    const tokens = ANSWER.repeat(quick ? 2 : 4).match(/\s*\S{1,6}/g) ?? [];
    const vendor = await startVendor();
    await vendor.answer(tokens, EVERY_MS);
    await vendor.yield();
    const ground = await form.prepare();
    const waggle = await startWaggle(ground, vendor.env, { yields: true });
    try {
      return await inBrowser(async (browser) => {
        const [person] = await signUp(waggle.url);
        const first = await connect(waggle.url, person);
        const chatId = await makeGroup(first, AGENTS, 'Long');
        first.close();
        await waggle.end();
        await fill(ground, { chatId, senderId: person.id, from: 1, to: messages });
        await waggle.up();

        const page = await openAs(browser, waggle.url, person);
        await page.goto(`/chat/${chatId}`);
        await page.getByRole('article').first().waitFor();
        await scrollToTop(page);
        await page.getByRole('button', { name: /^Jump to latest/ }).click();
        await page.waitForTimeout(1000);

        const socket = await connect(waggle.url, person);
        await socket.do('sync', { workspace: 0, user: 0, chats: {} });
        const answers = new Answers(socket);
        const ask = async (text: string, howMany: number) => {
          await socket.do('message:send', { id: newId(), chatId, text });
          await answers.ended(howMany);
        };
        // Loads what draws answers: that is the price of the first one ever, not of this thread.
        await ask('@coder go', 1);
        await page.waitForTimeout(1000);
        await watch(page);
        await page.waitForTimeout(IDLE_MS);
        const idle = await page.evaluate(() => (window as Watched).seen?.tasks.splice(0) ?? []);
        await ask('@all go', AGENTS.length);
        await page.waitForTimeout(1000);
        const seen = await page.evaluate(() => (window as Watched).seen);
        socket.close();
        if (!seen || seen.streaming === 0) throw new Error('nothing streamed on the page');

        const long = seen.tasks.filter((took) => took > 50);
        const worst = Math.max(0, ...seen.tasks);
        const thread = `thread of ${count(messages)}, ${AGENTS.length} replies streaming: `;
        return [
          {
            what: `${thread}tasks over 50 ms`,
            value: long.length === 0 ? 'none' : `${long.length}, the longest ${ms(worst)}`,
            limit: `${idle.filter((took) => took > 50).length} in ${IDLE_MS / 1000} s idle; ${(tokens.length * EVERY_MS) / 1000} s of streaming`,
            bar: 'none',
            pass: long.length === 0,
          },
          {
            what: `${thread}changes in bubbles that do not stream`,
            value: `${count(seen.others)} (in streaming ones ${count(seen.streaming)})`,
            limit: '–',
            bar: 'none',
            pass: seen.others === 0,
          },
          {
            what: `${thread}DOM nodes at most`,
            value: `${count(seen.nodes)} (${count(seen.bubbles)} bubbles)`,
            limit: `${count(messages)} messages`,
            bar: `≤ ${count(MOST_NODES)}`,
            pass: seen.nodes <= MOST_NODES,
          },
        ];
      });
    } finally {
      await waggle.stop();
      await ground.clear();
      await vendor.stop();
    }
  },
};

type Watched = { seen?: { tasks: number[]; others: number; streaming: number; nodes: number; bubbles: number } };

/** Fetches the whole thread into the page, as somebody who scrolls up to its very beginning. */
async function scrollToTop(page: Page): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  await page.getByRole('log').hover();
  const beginning = page.getByRole('log').getByText(/^1 The clover/);
  while ((await beginning.count()) === 0) {
    if (performance.now() > deadline) throw new Error('the beginning of the thread was not reached');
    await page.mouse.wheel(0, -FAR);
    await page.waitForTimeout(50);
  }
}

/** From now on notes long tasks, and which bubbles change. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = { tasks: [] as number[], others: 0, streaming: 0, nodes: 0, bubbles: 0 };
    (window as Watched).seen = seen;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.tasks.push(entry.duration);
    }).observe({ entryTypes: ['longtask'] });
    const log = document.querySelector('[role=log]');
    if (!log) throw new Error('there is no thread');
    const before = new Set(log.querySelectorAll('article'));
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const bubble = (target instanceof Element ? target : target.parentElement)?.closest('article');
        if (bubble) seen[before.has(bubble) ? 'others' : 'streaming']++;
      }
      seen.nodes = Math.max(seen.nodes, document.querySelectorAll('*').length);
      seen.bubbles = Math.max(seen.bubbles, log.querySelectorAll('article').length);
    }).observe(log, { childList: true, subtree: true, characterData: true, attributes: true });
  });
}
