import { useFormatter } from 'use-intl';
import type { OfferedModel } from '../../shared/offeredModel.ts';
import { useT } from '../i18n/useT.ts';

/** Words the price of a model, per million tokens; empty where it is not known. */
export function usePrice(): (price: OfferedModel['price']) => string {
  const t = useT('choices');
  const format = useFormatter();
  const dollars = (amount: number) =>
    format.number(amount, { style: 'currency', currency: 'USD', minimumFractionDigits: 0, maximumFractionDigits: 3 });
  return (price) => {
    if (price === null) return '';
    if (price.input === 0 && price.output === 0) return t('free');
    return t('price', { input: dollars(price.input), output: dollars(price.output) });
  };
}
