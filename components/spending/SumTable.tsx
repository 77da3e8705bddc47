import { useFormatter } from 'use-intl';
import { useT } from '../i18n/useT.ts';
import { useCost } from '../runs/useCost.ts';
import { isUnknown, type Sum } from './byKey.ts';

type SumTableProps = { title: string; sums: readonly Sum[]; nameOf: (key: string) => string };

/** Who or what cost how much, the dearest first, with a bar for the share. */
export function SumTable({ title, sums, nameOf }: SumTableProps) {
  const t = useT('spending');
  const format = useFormatter();
  const cost = useCost();
  const most = Math.max(0, ...sums.map(({ costMicros }) => costMicros));
  return (
    <section>
      <table className="w-full table-fixed border-collapse">
        <caption className="mb-1 text-left font-semibold">{title}</caption>
        <colgroup>
          <col />
          <col className="w-22 sm:w-24" />
          <col className="w-20 sm:w-28" />
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{t('answers')}</th>
            <th scope="col">{t('cost')}</th>
          </tr>
        </thead>
        <tbody>
          {sums.map(({ key, costMicros, answers, unknown }) => (
            <tr key={key} className="border-b border-line">
              <th scope="row" className="py-2 pr-3 text-left font-normal">
                <span className="block wrap-anywhere">{nameOf(key)}</span>
                <span
                  aria-hidden
                  className="mt-1 block h-1 rounded-full bg-honey"
                  style={{ width: most === 0 ? 0 : `${(costMicros / most) * 100}%` }}
                />
              </th>
              <td className="py-2 pr-3 text-right text-sm text-muted">
                {answers === 0 ? '–' : t('answerCount', { count: answers })}
              </td>
              <td className="py-2 text-right tabular-nums">
                {isUnknown({ costMicros, answers, unknown }) ? t('unknownCost') : cost(costMicros)}
                {unknown > 0 && !isUnknown({ costMicros, answers, unknown }) && (
                  <span className="block text-xs text-muted">{t('unknown', { count: format.number(unknown) })}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
