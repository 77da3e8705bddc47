import { useFormatter } from 'use-intl';
import { useT } from '../i18n/useT.ts';

const DAY_MS = 86_400_000;

type DayProps = { at: number /** The person wants to go to another day. */; onChoose: (at: number) => void };

/** The day that begins here. */
export function DayDivider(props: DayProps) {
  return (
    <div className="flex justify-center py-2">
      <Day {...props} />
    </div>
  );
}

/** The day of what stands at the top, above the thread while one reads further up. */
export function FloatingDay(props: DayProps) {
  return (
    <div className="pointer-events-none absolute inset-x-0 top-2 flex animate-fade-in justify-center *:pointer-events-auto">
      <Day {...props} />
    </div>
  );
}

function Day({ at, onChoose }: DayProps) {
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
    <button
      type="button"
      aria-haspopup="dialog"
      title={t('jumpToDate')}
      onClick={() => {
        onChoose(at);
      }}
      className="relative rounded-full border border-line bg-panel px-3 py-1 text-xs text-muted shadow-bubble hover:bg-hover after:absolute after:-inset-2.5 pointer-fine:after:hidden"
    >
      {label}
    </button>
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
