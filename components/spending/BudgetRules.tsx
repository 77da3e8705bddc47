import type { BudgetRules as Rules } from '../../shared/budget.ts';
import { useT } from '../i18n/useT.ts';
import { useSaved } from '../settings/useSaved.ts';
import { Select } from '../ui/Select.tsx';
import { AmountForm } from './LimitForm.tsx';

/** For admins: the most that one request may cost, and whose days and months the limits have. */
export function BudgetRules({ rules, onSaved }: { rules: Rules; onSaved: () => void }) {
  const t = useT('spending');
  const { busy, failure, save } = useSaved(t('limitSaved'));
  const change = async (changed: Partial<Rules>) => {
    const isSaved = await save('budget:rules', { ...rules, ...changed });
    if (isSaved) onSaved();
    return isSaved;
  };
  return (
    <>
      <AmountForm
        label={t('limitOfRun')}
        limitMicros={rules.runLimitMicros}
        {...{ busy, failure }}
        onSave={(runLimitMicros) => change({ runLimitMicros })}
      />
      <Select
        label={t('timeZone')}
        value={rules.timeZone}
        disabled={busy}
        options={zones(rules.timeZone).map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
        onChange={(timeZone) => void change({ timeZone })}
      />
    </>
  );
}

/** Those that this browser knows, and the one that is set. */
function zones(set: string): string[] {
  return [...new Set([set, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}
