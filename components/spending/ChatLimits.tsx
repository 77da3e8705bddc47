'use client';
import { useCallback, useEffect, useState } from 'react';
import type { BudgetState } from '../../shared/budget.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Folded } from '../ui/Folded.tsx';
import { limitIn } from './ContactLimit.tsx';
import { LimitForm } from './LimitForm.tsx';
import { Limits } from './Limits.tsx';

/** What agents may spend in a chat: how far it is used, to all of its members, and the limits, to who runs it. */
export function ChatLimits({ chatId, may }: { chatId: string; may: boolean }) {
  const t = useT('spending');
  const waggle = useWaggle();
  const [budgets, setBudgets] = useState<readonly BudgetState[] | null>(null);
  const load = useCallback(async () => {
    const reply = await waggle.command('budget:list', { chatId });
    if (reply.ok) setBudgets(reply.data.budgets);
  }, [waggle, chatId]);
  useEffect(() => void load(), [load]);
  if (budgets === null || (!may && budgets.length === 0)) return null;
  return (
    <section className="flex flex-col gap-3">
      <h3 className="font-semibold">{t('chatLimits')}</h3>
      {may && <p className="text-sm text-muted">{t('chatLimitsText')}</p>}
      {budgets.length > 0 && <Limits budgets={budgets} nameOf={() => t('thisChat')} />}
      {may && (
        <Folded title={t('setLimits')}>
          {() =>
            (['day', 'month'] as const).map((window) => (
              <LimitForm
                key={window}
                scope={{ kind: 'chat', id: chatId }}
                window={window}
                limitMicros={limitIn(budgets, { kind: 'chat', id: chatId }, window)}
                onSaved={() => void load()}
              />
            ))
          }
        </Folded>
      )}
    </section>
  );
}
