'use client';
import { useCallback, useEffect, useState } from 'react';
import type { CommandOutput } from '../../shared/command.ts';
import type { Reply } from '../../shared/reply.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { FailedLoad } from '../ui/FailedLoad.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { ModelPrice } from './ModelPrice.tsx';

/** From so many on one wants to search. */
const MANY = 8;

export type PricesProps = {
  providerId: string;
  /** What is looked for. */
  text: string;
  onText: (text: string) => void;
  /** Something holds now that did not before. */
  onChanged: () => void;
};

/** What the models of a provider cost: as the catalog has it, and as admins say. */
export function Prices({ providerId, text, onText, onChanged }: PricesProps) {
  const t = useT('models');
  const words = useT('ui');
  const waggle = useWaggle();
  const [reply, setReply] = useState<Reply<CommandOutput<'figures:list'>> | null>(null);
  const load = useCallback(
    async () => setReply(await waggle.command('figures:list', { providerId })),
    [waggle, providerId],
  );
  useEffect(() => void load(), [load]);
  if (reply === null) return <Skeleton label={words('loading')} rows={3} />;
  if (!reply.ok) return <FailedLoad failure={reply} onRetry={() => void load()} />;
  const { models } = reply.data;
  const wanted = text.trim().toLowerCase();
  const shown = models.filter(({ model }) => model.toLowerCase().includes(wanted));
  return (
    <div className="mt-3 flex flex-col gap-3 border-t border-line pt-3">
      <p className="text-sm text-muted">{t('prices.text')}</p>
      {(models.length > MANY || text !== '') && (
        <SearchField label={t('prices.search')} clearLabel={words('clear')} text={text} onChange={onText} />
      )}
      {shown.length === 0 && <p className="text-muted">{t('prices.none')}</p>}
      <ul role="list" className="flex flex-col divide-y divide-line">
        {shown.map((facts) => (
          <li key={facts.model} className="py-3 first:pt-0 last:pb-0">
            <ModelPrice
              facts={facts}
              onSaved={() => {
                void load();
                onChanged();
              }}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
