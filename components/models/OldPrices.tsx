import { useFormatter } from 'use-intl';
import type { StalePrice } from '../../shared/provider.ts';
import { useT } from '../i18n/useT.ts';
import { ScreenLink } from '../shell/ScreenLink.tsx';
import { Button } from '../ui/Button.tsx';

type OldPricesProps = {
  prices: readonly StalePrice[];
  /** Shows where a price is put right; without, a link leads to the page. */
  onOpen?: (model: string) => void;
};

/** Prices that were looked up long ago, and the way to where they are put right. */
export function OldPrices({ prices, onOpen }: OldPricesProps) {
  const t = useT('models');
  const format = useFormatter();
  return (
    <div className="flex flex-col items-start gap-1 text-sm">
      <ul role="list">
        {prices.map(({ model, asOf }) => {
          const date = format.dateTime(new Date(`${asOf}T12:00:00Z`), { dateStyle: 'medium' });
          return (
            <li key={model} className="break-words">
              {t('oldPrice', { model, date })}
            </li>
          );
        })}
      </ul>
      {onOpen ? (
        <Button
          size="small"
          onClick={() => {
            onOpen(prices.length === 1 ? (prices[0]?.model ?? '') : '');
          }}
        >
          {t('checkPrices')}
        </Button>
      ) : (
        <ScreenLink
          to={{ kind: 'settings', section: 'models' }}
          className="inline-flex min-h-6 items-center rounded font-medium text-accent underline-offset-2 hover:underline pointer-coarse:min-h-11"
        >
          {t('checkPrices')}
        </ScreenLink>
      )}
    </div>
  );
}
