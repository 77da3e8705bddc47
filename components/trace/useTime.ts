import { useFormatter } from 'use-intl';

/** Words a time in milliseconds, from a second on in seconds. */
export function useTime(): (ms: number) => string {
  const format = useFormatter();
  return (ms) =>
    ms < 1_000
      ? format.number(ms, { style: 'unit', unit: 'millisecond' })
      : format.number(ms / 1_000, { style: 'unit', unit: 'second', maximumFractionDigits: 1 });
}
