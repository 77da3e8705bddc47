'use client';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import { type BudgetRules as Rules, type BudgetState, type SpendingRow, WORKSPACE_SCOPE } from '../../shared/budget.ts';
import { otherContact } from '../../shared/chatStateView.ts';
import type { Failure } from '../../shared/reply.ts';
import { useT } from '../i18n/useT.ts';
import { useCost } from '../runs/useCost.ts';
import { isAdmin } from '../settings/isAdmin.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Folded } from '../ui/Folded.tsx';
import { Select } from '../ui/Select.tsx';
import { FailedLoad } from '../ui/FailedLoad.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { BudgetRules } from './BudgetRules.tsx';
import { sumsBy } from './byKey.ts';
import { ContactLimit, limitIn } from './ContactLimit.tsx';
import { DayBars } from './DayBars.tsx';
import { LimitForm } from './LimitForm.tsx';
import { Limits } from './Limits.tsx';
import { SumTable } from './SumTable.tsx';

const StalePrices = lazy(() => import('./StalePrices.tsx').then((module) => ({ default: module.StalePrices })));
const WinRates = lazy(() => import('./WinRates.tsx').then((module) => ({ default: module.WinRates })));

const WORKSPACE = { kind: 'workspace', id: WORKSPACE_SCOPE } as const;
const SPANS = ['7', '30', '90', '365'] as const;
type Span = (typeof SPANS)[number];

/** What answers cost: by day, agent, model and chat; and the limits, which admins set here for the workspace. */
export function Spending() {
  const t = useT('spending');
  const words = useT('ui');
  const cost = useCost();
  const admin = useWaggleState(isAdmin);
  const [span, setSpan] = useState<Span>('30');
  const { read, failure, reload } = useSpending(Number(span));
  const nameOf = useNames();
  if (failure) {
    return <FailedLoad failure={failure} onRetry={reload} />;
  }
  if (!read) return <Skeleton label={words('loading')} rows={4} />;
  const { rows, budgets, rules } = read;
  const total = rows.reduce((sum, { costMicros }) => sum + costMicros, 0);
  const answers = rows.reduce((sum, row) => sum + row.answers, 0);
  const unknown = rows.reduce((sum, row) => sum + row.unknown, 0);
  return (
    <>
      <p className="text-muted">{t(admin ? 'introAdmin' : 'intro')}</p>
      <Select
        label={t('span')}
        value={span}
        options={SPANS.map((days) => ({ value: days, label: t('days', { count: Number(days) }) }))}
        onChange={setSpan}
      />
      <section>
        <h2 className="mb-3 text-2xl font-semibold tabular-nums">{cost(total)}</h2>
        {unknown > 0 && <p className="mb-3 text-sm text-muted">{t('notCounted', { count: unknown })}</p>}
        {total > 0 && <DayBars days={Number(span)} sums={sumsBy(rows, ({ day }) => day)} />}
        {total === 0 && unknown === 0 && (
          <p className="text-muted">{t(answers === 0 ? 'nothing' : 'free', { count: answers })}</p>
        )}
      </section>
      {admin && (
        <Suspense>
          <StalePrices />
        </Suspense>
      )}
      {rows.length > 0 && (
        <>
          <SumTable title={t('byAgent')} sums={sumsBy(rows, ({ agentId }) => agentId)} nameOf={nameOf.contact} />
          <SumTable
            title={t('byModel')}
            sums={sumsBy(rows, ({ provider, model }) => `${provider} · ${model}`)}
            nameOf={(name) => (name === 'demo · demo' ? t('demo') : name)}
          />
          <SumTable
            title={t('byChat')}
            sums={sumsBy(rows, ({ chatId }) => chatId)}
            nameOf={(id) => (id === '' ? t('deletedChats') : nameOf.chat(id) || t('otherChat'))}
          />
        </>
      )}
      {admin && (
        <Folded title={t('rates.title')}>
          {() => (
            <Suspense fallback={<Skeleton label={words('loading')} rows={2} />}>
              <WinRates />
            </Suspense>
          )}
        </Folded>
      )}
      {(admin || budgets.length > 0) && (
        <section className="flex flex-col gap-4 border-t border-line pt-6">
          <h2 className="text-lg font-semibold">{t('limits')}</h2>
          <p className="text-muted">{t('limitsText', { zone: rules.timeZone.replaceAll('_', ' ') })}</p>
          <Limits
            budgets={budgets}
            nameOf={({ scope }) => {
              if (scope.kind === 'workspace') return t('workspace');
              return (
                (scope.kind === 'chat' ? nameOf.chat(scope.id) || t('otherChat') : nameOf.contact(scope.id)) || scope.id
              );
            }}
          />
          {admin && (
            <>
              {(['day', 'month'] as const).map((window) => (
                <LimitForm
                  key={window}
                  scope={WORKSPACE}
                  window={window}
                  limitMicros={limitIn(budgets, WORKSPACE, window)}
                  onSaved={reload}
                />
              ))}
              <BudgetRules rules={rules} onSaved={reload} />
              <ContactLimit budgets={budgets} onSaved={reload} />
            </>
          )}
        </section>
      )}
    </>
  );
}

function useSpending(days: number) {
  const waggle = useWaggle();
  const [read, setRead] = useState<{ rows: SpendingRow[]; budgets: BudgetState[]; rules: Rules } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = useCallback(async () => {
    const [spending, limits] = await Promise.all([
      waggle.command('spending:read', { days }),
      waggle.command('budget:list', {}),
    ]);
    if (!spending.ok) setFailure(spending);
    else if (!limits.ok) setFailure(limits);
    else {
      setFailure(null);
      setRead({ rows: spending.data.rows, ...limits.data });
    }
  }, [waggle, days]);
  useEffect(() => void load(), [load]);
  return { read, failure, reload: () => void load() };
}

/** Names of agents, people and chats; empty for a chat that I do not know. */
function useNames() {
  const contacts = useWaggleState(selectContacts);
  const chats = useWaggleState((state) => state.chats);
  const me = useWaggleState(({ session }) => (session.kind === 'signed-in' ? session.user.id : ''));
  const contact = (id: string) => contactIn(contacts, id).name || id;
  return {
    contact,
    chat(id: string) {
      const known = chats[id];
      if (known === undefined) return '';
      const other = otherContact(known, me);
      return known.chat.kind === 'direct' && other ? contact(other.contactId) : known.chat.title;
    },
  };
}
