import type { KnownModel } from './merge.ts';

/** A price so old that somebody had better look whether it still holds. */
export type StalePrice = { provider: string; model: string; asOf: string };

const DAY_MS = 86_400_000;
const OLD_DAYS = 180;

/** Of the models that are offered those whose price is known as of a day that is more than half a year ago. */
export function stalePrices(known: readonly KnownModel[], now: number): StalePrice[] {
  return known.flatMap(({ provider, askAs, price, imagePrice, offered }) => {
    if (offered === false) return [];
    const days = [price, imagePrice].flatMap((one) => (one !== null && 'asOf' in one ? one.asOf : []));
    const [asOf] = days.filter((day) => now - Date.parse(day) > OLD_DAYS * DAY_MS).sort();
    return asOf === undefined ? [] : [{ provider, model: askAs, asOf }];
  });
}
