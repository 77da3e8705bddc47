import type { BudgetState } from '../../shared/budget.ts';
import { useT } from '../i18n/useT.ts';
import { useCost } from '../runs/useCost.ts';
import { cx } from '../ui/cx.ts';

/** How far limits are used; `nameOf` says whose they are. */
export function Limits({
  budgets,
  nameOf,
}: {
  budgets: readonly BudgetState[];
  nameOf: (budget: BudgetState) => string;
}) {
  const t = useT('spending');
  const cost = useCost();
  return (
    <ul role="list" className="flex flex-col gap-3">
      {budgets.map((budget) => {
        const { scope, window, limitMicros, spentMicros, warned } = budget;
        const share = limitMicros === 0 ? 100 : Math.min(100, (spentMicros / limitMicros) * 100);
        return (
          <li key={`${scope.kind}/${scope.id}/${window}`}>
            <div className="flex justify-between gap-3">
              <span className="min-w-0 truncate">
                {nameOf(budget)} · {t(`window.${window}`)}
              </span>
              <span className="shrink-0 tabular-nums">
                {t('spentOf', { spent: cost(spentMicros), limit: cost(limitMicros) })}
              </span>
            </div>
            <div aria-hidden className="mt-1 h-2 overflow-hidden rounded-full bg-sunken">
              <div className={cx('h-full', warned ? 'bg-danger' : 'bg-honey')} style={{ width: `${share}%` }} />
            </div>
            {warned && (
              <p className="mt-1 text-sm text-danger">{t(spentMicros >= limitMicros ? 'usedUp' : 'nearlyUsedUp')}</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
