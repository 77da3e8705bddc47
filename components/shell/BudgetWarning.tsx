import { useEffect } from 'react';
import type { BudgetState } from '../../shared/budget.ts';
import { useT } from '../i18n/useT.ts';
import { useCost } from '../runs/useCost.ts';
import { showToast } from '../ui/toasts.ts';

/** Those that were shown. */
const told = new WeakSet<BudgetState>();

/** Tells who may raise a limit that most of it is spent. */
export function BudgetWarning({ warned }: { warned: BudgetState }) {
  const t = useT('shell');
  const cost = useCost();
  useEffect(() => {
    if (told.has(warned)) return;
    told.add(warned);
    const { scope, window, spentMicros, limitMicros } = warned;
    showToast({
      lasts: 12_000,
      text: t('budgetWarned', {
        of: t(`budgetOf.${scope.kind}`),
        window: t(`budgetWindow.${window}`),
        spent: cost(spentMicros),
        limit: cost(limitMicros),
      }),
    });
  }, [warned, t, cost]);
  return null;
}
