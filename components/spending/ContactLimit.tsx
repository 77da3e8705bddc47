import { useState } from 'react';
import { selectContacts } from '../../client/select/contacts.ts';
import type { BudgetScope, BudgetState } from '../../shared/budget.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Select } from '../ui/Select.tsx';
import { LimitForm } from './LimitForm.tsx';

const NOBODY = '';

/** For admins: the limits of one person or agent, whom they choose first. */
export function ContactLimit({ budgets, onSaved }: { budgets: readonly BudgetState[]; onSaved: () => void }) {
  const t = useT('spending');
  const contacts = useWaggleState(selectContacts);
  const [id, setId] = useState<string>(NOBODY);
  const chosen = contacts.get(id);
  const options = [...contacts.values()]
    .filter(({ kind }) => kind !== 'unknown')
    .map((contact) => ({ value: contact.id, label: contact.name }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const scope: BudgetScope | null =
    chosen === undefined || chosen.kind === 'unknown' ? null : { kind: chosen.kind, id: chosen.id };
  return (
    <>
      <Select
        label={t('limitFor')}
        value={id}
        options={[{ value: NOBODY, label: t('choose') }, ...options]}
        onChange={setId}
      />
      {scope !== null &&
        (['day', 'month'] as const).map((window) => (
          <LimitForm
            key={`${scope.id} ${window}`}
            {...{ scope, window, onSaved }}
            limitMicros={limitIn(budgets, scope, window)}
          />
        ))}
    </>
  );
}

export function limitIn(
  budgets: readonly BudgetState[],
  { kind, id }: BudgetScope,
  window: BudgetState['window'],
): number | null {
  const found = budgets.find(({ scope, ...one }) => scope.kind === kind && scope.id === id && one.window === window);
  return found?.limitMicros ?? null;
}
