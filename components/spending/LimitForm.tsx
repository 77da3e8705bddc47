import { useState } from 'react';
import { useFormatter } from 'use-intl';
import type { BudgetScope, BudgetWindow } from '../../shared/budget.ts';
import { useT } from '../i18n/useT.ts';
import { useSaved } from '../settings/useSaved.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useFailureText } from '../ui/useFailureText.ts';
import { microsOf } from './microsOf.ts';

type LimitFormProps = { scope: BudgetScope; window: BudgetWindow; limitMicros: number | null; onSaved: () => void };

/** A limit of a day or month, in dollars; empty for none. */
export function LimitForm({ scope, window, limitMicros, onSaved }: LimitFormProps) {
  const t = useT('spending');
  const { busy, failure, save } = useSaved(t('limitSaved'));
  const submit = async (micros: number | null) => {
    const isSaved = await save('budget:set', { scope, window, limitMicros: micros });
    if (isSaved) onSaved();
    return isSaved;
  };
  return <AmountForm label={t(`limitOf.${window}`)} {...{ limitMicros, busy, failure }} onSave={submit} />;
}

type AmountFormProps = {
  label: string;
  limitMicros: number | null;
  busy: boolean;
  failure: ReturnType<typeof useSaved>['failure'];
  /** Whether it was saved. */
  onSave: (micros: number | null) => Promise<boolean>;
};

export function AmountForm({ label, limitMicros, busy, failure, onSave }: AmountFormProps) {
  const t = useT('spending');
  const words = useT('ui');
  const format = useFormatter();
  const failureText = useFailureText();
  const plain = { useGrouping: false, maximumFractionDigits: 6 };
  const before = limitMicros === null ? '' : format.number(limitMicros / 1_000_000, plain);
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? before;
  const micros = microsOf(shown);
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (micros === undefined) return;
        void onSave(micros).then((isSaved) => {
          if (isSaved) setText(null);
        });
      }}
    >
      <TextField
        label={label}
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
