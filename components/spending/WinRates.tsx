import { useCallback, useEffect, useState } from 'react';
import { useFormatter } from 'use-intl';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import type { CommandOutput } from '../../shared/command.ts';
import type { Reply } from '../../shared/reply.ts';
import { useAct } from '../contacts/useAct.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { useFailureText } from '../ui/useFailureText.ts';

type Rates = Reply<CommandOutput<'rates:list'>>;

/** How often answers were good enough, by agent, kind of model and difficulty; admins may have that forgotten. */
export function WinRates() {
  const t = useT('spending');
  const words = useT('ui');
  const format = useFormatter();
  const failureText = useFailureText();
  const act = useAct();
  const waggle = useWaggle();
  const contacts = useWaggleState(selectContacts);
  const [reply, setReply] = useState<Rates | null>(null);
  const load = useCallback(async () => setReply(await waggle.command('rates:list', {})), [waggle]);
  useEffect(() => void load(), [load]);
  if (reply === null) return <Skeleton label={words('loading')} rows={2} />;
  if (!reply.ok) return <Notice kind="failure">{failureText(reply)}</Notice>;
  const { rates, expected } = reply.data;
  const percent = (share: number) => format.number(share, { style: 'percent', maximumFractionDigits: 0 });
  const forget = (agentId: string | null) => void act('rates:reset', { agentId }).then(load);
  const agents = [...new Set(rates.map(({ agentId }) => agentId))];
  return (
    <>
      <p className="text-sm text-muted">{t('rates.text', { expected: percent(expected) })}</p>
      {agents.length === 0 && <p className="text-muted">{t('rates.nothing')}</p>}
      {agents.map((agentId) => {
        const name = contactIn(contacts, agentId).name || agentId;
        return (
          <section key={agentId} aria-label={name} className="flex flex-col gap-1">
            <div className="flex items-center justify-between gap-3">
              <h3 className="min-w-0 truncate font-semibold">{name}</h3>
              <Button
                aria-label={t('rates.forgetOne', { name })}
                onClick={() => {
                  forget(agentId);
                }}
              >
                {t('rates.forget')}
              </Button>
            </div>
            <ul role="list">
              {rates
                .filter((rate) => rate.agentId === agentId)
                .map(({ tier, band, rate, answers }) => (
                  <li key={`${tier} ${band}`} className="flex flex-wrap justify-between gap-x-3">
                    <span>{t('rates.of', { tier: t(`rates.tier.${tier}`), band: t(`rates.band.${band}`) })}</span>
                    <span className="text-muted tabular-nums">
                      {percent(rate)} · {t('answerCount', { count: answers })}
                    </span>
                  </li>
                ))}
            </ul>
          </section>
        );
      })}
      {agents.length > 1 && (
        <Button
          className="self-start"
          onClick={() => {
            forget(null);
          }}
        >
          {t('rates.forgetAll')}
        </Button>
      )}
    </>
  );
}
