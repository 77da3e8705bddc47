import { useEffect, useState } from 'react';
import { useFormatter } from 'use-intl/react';
import { useT } from '../i18n/useT.ts';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** How long it is until then, in words and counted down; null once it is over. */
export function useTimeLeft(until: number): string | null {
  const t = useT('cards');
  const format = useFormatter();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, 1000);
    return () => {
      clearInterval(timer);
    };
  }, []);
  const left = until - now;
  if (left <= 0) return null;
  const [unit, size] = UNITS.find(([, ms]) => left >= 2 * ms) ?? UNITS[3];
  return t('left', { time: format.number(Math.ceil(left / size), { style: 'unit', unit, unitDisplay: 'short' }) });
}
