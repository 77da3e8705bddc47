import { useFormatter } from 'use-intl';
import { useState } from 'react';
import { type BudgetState, type BudgetWindow, WORKSPACE_SCOPE } from '../../shared/budget.ts';
import { useT } from '../i18n/useT.ts';
import { useCost } from '../runs/useCost.ts';
import { useSaved } from '../settings/useSaved.ts';
import { cx } from '../ui/cx.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useFailureText } from '../ui/useFailureText.ts';

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

type LimitFormProps = { window: BudgetWindow; limitMicros: number | null; onSaved: () => void };

/** The workspace's limit of a day or month, in dollars; empty for none. */
export function LimitForm({ window, limitMicros, onSaved }: LimitFormProps) {
  const t = useT('spending');
  const words = useT('ui');
  const format = useFormatter();
  const failureText = useFailureText();
  const { busy, failure, save } = useSaved(t('limitSaved'));
  const before =
    limitMicros === null
      ? ''
      : format.number(limitMicros / 1_000_000, {
          useGrouping: false,
          maximumFractionDigits: 6,
        });
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? before;
  const micros = microsOf(shown);
  const submit = async () => {
    if (micros === undefined) return;
    const scope = { kind: 'workspace', id: WORKSPACE_SCOPE } as const;
    if (!(await save('budget:set', { scope, window, limitMicros: micros }))) return;
    setText(null);
    onSaved();
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextField
        label={t(`limitOf.${window}`)}
        inputMode="decimal"
        autoComplete="off"
        value={shown}
        error={micros === undefined && t('limitWrong')}
        onChange={(event) => {
          setText(event.target.value);
        }}
      />
      {failure && <Notice kind="failure">{failureText(failure)}</Notice>}
      <Button type="submit" busy={busy} disabled={shown === before || micros === undefined} className="self-start">
        {words('save')}
      </Button>
    </form>
  );
}

/** Null where there is to be no limit; undefined for what is no amount. */
function microsOf(text: string): number | null | undefined {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return null;
  if (!/^\d{1,6}(\.\d{1,6})?$/.test(plain)) return undefined;
  return Math.round(Number(plain) * 1_000_000);
}
