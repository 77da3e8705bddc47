import { useFormatter } from 'use-intl';

/** Words an amount of millionths of a US dollar; small ones keep two significant digits. */
export function useCost(): (micros: number) => string {
  const format = useFormatter();
  return (micros) =>
    format.number(micros / 1_000_000, {
      style: 'currency',
      currency: 'USD',
      maximumSignificantDigits: micros > 0 && micros < 10_000 ? 2 : undefined,
      minimumFractionDigits: micros > 0 && micros < 10_000 ? undefined : 2,
      maximumFractionDigits: micros > 0 && micros < 10_000 ? undefined : 2,
    });
}
