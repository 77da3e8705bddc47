import { errors, type Page } from '@playwright/test';
import { join } from 'node:path';
import { inBrowser, openAs } from '../browser.ts';
import { emptyPageBytes, gzippedBytes } from '../emptyPage.ts';
import { kilobytes } from '../figures.ts';
import { signUp } from '../people.ts';
import type { Row } from '../row.ts';
import { talkTo } from '../talkTo.ts';
import { startWaggle } from '../waggle.ts';

/** How long the page may take before it counts as not usable. */
const PATIENCE_MS = 10_000;
const BUILT = join(import.meta.dirname, '..', '..', 'out');

/** The scripts a browser fetches until the thread can be read and the composer written in, beside an empty page's. */
export const javaScript: Row = {
  name: 'javascript',
  on: 'once',
  async run(form) {
    const empty = await emptyPageBytes();
    const ground = await form.prepare();
    const waggle = await startWaggle(ground);
    try {
      return await inBrowser(async (browser) => {
        const [person] = await signUp(waggle.url);
        const path = `/chat/${await talkTo(waggle.url, person)}`;
        const open = () => openAs(browser, waggle.url, person);
        const all = await scriptsOf(await open(), path);
        let usable = all;
        for (let fewer = all.slice(0, -1); await isUsable(await open(), path, fewer); fewer = fewer.slice(0, -1)) {
          usable = fewer;
        }
        const bytes = await gzippedBytes(BUILT, usable);
        const above = bytes - empty;
        return [
          {
            what: 'JavaScript until the thread is usable, gzip, above an empty page',
            value: `${kilobytes(above)} (${kilobytes(bytes)}; with what follows ${kilobytes(await gzippedBytes(BUILT, all))})`,
            limit: `empty page ${kilobytes(empty)}`,
            bar: '≤ 170 KB',
            pass: above <= 170 * 1024,
          },
        ];
      });
    } finally {
      await waggle.stop();
      await ground.clear();
    }
  },
};

/** Every script that the page asks for by itself, in the order of asking. */
async function scriptsOf(page: Page, path: string): Promise<string[]> {
  const asked = new Set<string>();
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith('.js')) asked.add(pathname);
  });
  await page.goto(path);
  await page.getByRole('log').getByRole('article').first().waitFor();
  await page.waitForTimeout(3000);
  await page.context().close();
  return [...asked];
}

/** Whether, with these scripts and no others, the answer can be read and a message written and sent. */
async function isUsable(page: Page, path: string, scripts: readonly string[]): Promise<boolean> {
  page.setDefaultTimeout(PATIENCE_MS);
  await page.route(
    (url) => url.pathname.endsWith('.js') && !scripts.includes(url.pathname),
    (route) => route.abort(),
  );
  try {
    await page.goto(path);
    // The answer to the first request, or to what was written when this was tried with more scripts.
    await page
      .getByRole('article', { name: /^Coder/ })
      .getByText(/client|Rust/)
      .first()
      .waitFor();
    await page.getByRole('textbox', { name: 'Message' }).fill('And now in Rust');
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByRole('log').getByText('And now in Rust').first().waitFor();
    return true;
  } catch (error) {
    if (error instanceof errors.TimeoutError) return false;
    throw error;
  } finally {
    await page.context().close();
  }
}
