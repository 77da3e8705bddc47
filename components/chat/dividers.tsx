import { useFormatter } from 'use-intl';
import { useT } from '../i18n/useT.ts';

const DAY_MS = 86_400_000;

/** The day that begins here. */
export function DayDivider({ at }: { at: number }) {
  const t = useT('chat');
  const format = useFormatter();
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - at) / DAY_MS);
  const label =
    days === 0
      ? t('today')
      : days === 1
        ? t('yesterday')
        : format.dateTime(at, {
            weekday: 'long',
            day: 'numeric',
            month: 'long',
            ...(days > 300 && { year: 'numeric' }),
          });
  return (
    <div className="flex justify-center py-2">
      <span className="rounded-full border border-line bg-panel px-3 py-0.5 text-xs text-muted shadow-bubble">
        {label}
      </span>
    </div>
  );
}

/** Where what the person has not seen begins; stays until they leave the chat. */
export function UnreadDivider({ count }: { count: number }) {
  const t = useT('chat');
  return (
    <div className="flex items-center gap-3 px-5 py-2 text-xs font-semibold text-accent">
      <span aria-hidden className="h-px flex-1 bg-accent opacity-40" />
      {t('unread', { count })}
      <span aria-hidden className="h-px flex-1 bg-accent opacity-40" />
    </div>
  );
}
