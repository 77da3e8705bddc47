import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

type Result = Awaited<ReturnType<AxeBuilder['analyze']>>['incomplete'][number];

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What lies over a page and lets nothing else be used. */
const ON_TOP = ['[role="menu"]', '[role="dialog"][aria-modal="true"]', '[role="alertdialog"]'];

/**
 * Looks at a screen as a machine can: WCAG 2.2 AA, and nothing wider than the window, on a phone down to 320 px. Where
 * something lies over the page it looks at that alone: what is below was looked at before.
 * Faults are noted and the journey goes on, so that one run tells of all of them.
 */
export async function audit(page: Page, screen: string): Promise<void> {
  const open = await page.evaluate((kinds) => kinds.find((kind) => document.querySelector(kind) !== null), ON_TOP);
  await look(page, screen, open);
}

/** The same, at all of the page whatever lies over it. */
export async function auditWhole(page: Page, screen: string): Promise<void> {
  await look(page, screen);
}

async function look(page: Page, screen: string, within?: string): Promise<void> {
  // A screen that is still moving has colours that nobody ever reads.
  await page.evaluate(() => {
    // What turns or breathes for as long as it is there never ends.
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    return Promise.allSettled(ending.map(({ finished }) => finished));
  });
  // It comes with half a megabyte, twice for each time: what the page has already is not sent again.
  const isThere = await page.evaluate(() => 'axe' in window);
  const axe = new AxeBuilder({ page, ...(isThere && { axeSource: 'void 0' }) });
  const honeycomb = await setHoneycomb(page, 'off');
  const { violations, incomplete } = await (within === undefined ? axe : axe.include(within))
    .options({ runOnly: { type: 'tag', values: TAGS }, resultTypes: ['violations', 'incomplete'] })
    // There is no frame in any page; looking for some opens another page, which takes thrice as long as all the rest.
    .setLegacyMode(true)
    .analyze();
  await setHoneycomb(page, honeycomb);
  const faults = [...violations, ...incomplete.map(onPictures)].flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${help}: ${target.join(' ')}: ${failureSummary}`),
  );
  expect.soft(faults, screen).toEqual([]);
  expect.soft(await overflow(page), `${screen} is wider than its window`).toEqual([]);
  const size = page.viewportSize();
  if (!size || size.width > 640) return;
  await page.setViewportSize({ width: 320, height: 640 });
  expect.soft(await overflow(page), `${screen} is wider than 320 px`).toEqual([]);
  await page.setViewportSize(size);
}

/** Sets whether cells are drawn behind a thread, over which no contrast can be told; gives back what was set. */
function setHoneycomb(page: Page, to: string | undefined): Promise<string | undefined> {
  return page.evaluate((next) => {
    const { dataset } = document.documentElement;
    const before = dataset.honeycomb;
    if (next === undefined) delete dataset.honeycomb;
    else dataset.honeycomb = next;
    return before;
  }, to);
}

/** Of what could not be told: the texts whose contrast could not be, as they stand on a picture or a gradient. */
function onPictures(result: Result): Result {
  const untold = result.nodes.filter(({ any }) =>
    any.some(({ data }) => /^bg(Image|Gradient)$/.test((data as { messageKey?: string } | null)?.messageKey ?? '')),
  );
  return { ...result, nodes: untold };
}

/** What stands out of the window, as the page would have to scroll sideways for it. */
function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth } = document.documentElement;
    if (scrollWidth <= window.innerWidth && document.body.scrollWidth <= window.innerWidth) return [];
    return [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
      .map((element) => `${element.tagName} ${element.className.slice(0, 80)}`)
      .slice(0, 5);
  });
}
