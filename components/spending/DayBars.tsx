import { useFormatter, useNow } from 'use-intl';
import { useT } from '../i18n/useT.ts';
import { useCost } from '../runs/useCost.ts';
import { daysUntil, type Sum } from './byKey.ts';

/** What each day cost, as bars; the same as a table for screen readers. */
export function DayBars({ days, sums }: { days: number; sums: readonly Sum[] }) {
  const t = useT('spending');
  const format = useFormatter();
  const cost = useCost();
  const now = useNow();
  const byDay = new Map(sums.map((sum) => [sum.key, sum]));
  const all = daysUntil(now.getTime(), days).map((day) => ({ day, micros: byDay.get(day)?.costMicros ?? 0 }));
  const most = Math.max(...all.map(({ micros }) => micros));
  const dateOf = (day: string) => format.dateTime(new Date(day), { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const [first] = all;
  const last = all.at(-1);
  return (
    <figure>
      <div aria-hidden className="flex h-32 items-end gap-px border-b border-edge">
        {all.map(({ day, micros }) => (
          <div key={day} title={`${dateOf(day)}: ${cost(micros)}`} className="flex h-full min-w-0 flex-1 items-end">
            <div
              className="w-full rounded-t-sm bg-honey"
              style={{ height: most === 0 ? 0 : `${Math.max(micros > 0 ? 2 : 0, (micros / most) * 100)}%` }}
            />
          </div>
        ))}
      </div>
      <div aria-hidden className="mt-1 flex justify-between text-xs text-muted">
        <span>{first && dateOf(first.day)}</span>
        <span>{t('highest', { cost: cost(Math.max(0, most)) })}</span>
        <span>{last && dateOf(last.day)}</span>
      </div>
      <table className="sr-only">
        <caption>{t('byDay')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('day')}</th>
            <th scope="col">{t('cost')}</th>
          </tr>
        </thead>
        <tbody>
          {all
            .filter(({ micros }) => micros > 0)
            .map(({ day, micros }) => (
              <tr key={day}>
                <th scope="row">{dateOf(day)}</th>
                <td>{cost(micros)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </figure>
  );
}
