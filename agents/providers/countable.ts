import type { Usage } from './provider.ts';

/** Far above what any model reads or writes at once; its price is still exact. */
const MOST_TOKENS = 10_000_000;

/** What a vendor says was used, in whole numbers that can be paid for; null where one of them is none. */
export function countable(usage: Usage | null): Usage | null {
  if (usage === null || !Object.values(usage).every(Number.isFinite)) return null;
  const whole = Object.entries(usage).map(([of, count]): [string, number] => {
    return [of, Math.min(MOST_TOKENS, Math.max(0, Math.round(count)))];
  });
  return { ...usage, ...Object.fromEntries<number>(whole) };
}
