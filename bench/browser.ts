import { type Browser, chromium, type Page } from '@playwright/test';
import { launchChromium } from '../scripts/launchChromium.ts';
import type { Person } from './people.ts';

/** The whole browser, which compiles what it runs for speed as everybody's does; that of the journeys does not. */
export const launchOptions = launchChromium(process.env.CHROMIUM_PATH);

/** A browser for as long as this takes. */
export async function inBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch(launchOptions);
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/** A page of this person's, signed in. */
export async function openAs(browser: Browser, url: string, person: Person): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'en-US',
    viewport: { width: 1280, height: 800 },
    // What the worker fetches to keep is no part of what the page needs.
    serviceWorkers: 'block',
  });
  await context.addCookies(cookiesOf(url, person));
  return context.newPage();
}

/** What makes a browser this person's. */
export function cookiesOf(url: string, person: Person): { name: string; value: string; url: string }[] {
  return person.cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
  });
}
