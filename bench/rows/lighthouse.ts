import { chromium } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/services/freePort.ts';
import { cookiesOf, launchOptions } from '../browser.ts';
import { type Figure, median } from '../figures.ts';
import { audit, installLighthouse } from '../lighthouse/audit.ts';
import { type Person, signUp } from '../people.ts';
import type { Row } from '../row.ts';
import { talkTo } from '../talkTo.ts';
import { startWaggle } from '../waggle.ts';

const BARS = { performance: 90, accessibility: 95, 'best-practices': 95 } as const;
type Category = keyof typeof BARS;
const CATEGORIES = Object.keys(BARS) as Category[];

/** What Lighthouse says of the chat screen of somebody who is signed in, on a desktop. */
export const lighthouseRow: Row = {
  name: 'lighthouse',
  on: 'once',
  async run(form, { quick }) {
    await installLighthouse();
    const ground = await form.prepare();
    const waggle = await startWaggle(ground);
    try {
      const [person] = await signUp(waggle.url);
      const chatId = await talkTo(waggle.url, person);
      const scores: Record<Category, number>[] = [];
      for (let run = 0; run < (quick ? 1 : 5); run++) {
        scores.push(await scoresOf(waggle.url, `/chat/${chatId}`, person));
      }
      return CATEGORIES.map((category): Figure => {
        const all = scores.map((score) => score[category]);
        const score = median(all);
        return {
          what: `Lighthouse on the chat screen, desktop: ${category.replace('-', ' ')}`,
          value: `${score.toFixed(0)} (${all.map((one) => one.toFixed(0)).join(', ')})`,
          limit: '100',
          bar: `≥ ${BARS[category]}`,
          pass: score >= BARS[category],
        };
      });
    } finally {
      await waggle.stop();
      await ground.clear();
    }
  },
};

/** One audit in a browser of its own, whose only memory is who is signed in. */
async function scoresOf(url: string, path: string, person: Person): Promise<Record<Category, number>> {
  const profile = await mkdtemp(join(tmpdir(), 'waggle-lighthouse-'));
  const port = await freePort();
  const context = await chromium.launchPersistentContext(profile, {
    ...launchOptions,
    args: [...launchOptions.args, `--remote-debugging-port=${port}`],
    locale: 'en-US',
  });
  try {
    await context.addCookies(cookiesOf(url, person));
    return await audit(`${url}${path}`, port, CATEGORIES);
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}
