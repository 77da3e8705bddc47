import { useFormatter } from 'use-intl';
import type { StalePrice } from '../../shared/provider.ts';
import { useT } from '../i18n/useT.ts';

/** Prices that were looked up long ago, and where they are put right. */
export function OldPrices({ prices }: { prices: readonly StalePrice[] }) {
  const t = useT('models');
  const format = useFormatter();
  return (
    <div className="text-sm">
      <ul role="list">
        {prices.map(({ model, asOf }) => (
          <li key={model} className="break-words">
            {t('oldPrice', { model, date: format.dateTime(new Date(`${asOf}T12:00:00Z`), { dateStyle: 'medium' }) })}
          </li>
        ))}
      </ul>
      <p className="mt-1 text-muted">{t('oldPriceText')}</p>
    </div>
  );
}
