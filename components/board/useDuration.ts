import { useFormatter } from 'use-intl/react';
import { useT } from '../i18n/useT.ts';

/** Words how long something took: seconds, with a tenth where they are few, then minutes. */
export function useDuration(): (ms: number) => string {
  const t = useT('board');
  const format = useFormatter();
  return (ms) => {
    const seconds = Math.max(0, ms) / 1000;
    if (seconds < 60)
      return t('seconds', { seconds: format.number(seconds, { maximumFractionDigits: seconds < 10 ? 1 : 0 }) });
    const whole = Math.round(seconds);
    return t('minutes', { minutes: format.number(Math.floor(whole / 60)), seconds: format.number(whole % 60) });
  };
}
