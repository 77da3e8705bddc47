import { useState } from 'react';
import { useFormatter } from 'use-intl';
import type { ModelFacts, ModelFigures } from '../../shared/modelFigures.ts';
import type { Failure } from '../../shared/reply.ts';
import { useT } from '../i18n/useT.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useFailureText } from '../ui/useFailureText.ts';
import { type Amount, amountOf, figuresIn, hasZero, isWrong, tokensOf, typedOf } from './typedFigures.ts';

const AMOUNTS: readonly Amount[] = ['input', 'output', 'cachedInput', 'cacheWrite'];

export type FiguresFormProps = {
  facts: ModelFacts;
  busy: boolean;
  failure: Failure | null;
  onSave: (figures: ModelFigures, zeroIsFree: boolean) => void;
  onCancel: () => void;
};

/** What a model costs and takes, to be put right; what stays empty is not known, and 0 has to be confirmed. */
export function FiguresForm({ facts, busy, failure, onSave, onCancel }: FiguresFormProps) {
  const t = useT('models');
  const words = useT('ui');
  const format = useFormatter();
  const failureText = useFailureText();
  const write = (amount: number) => format.number(amount, { useGrouping: false, maximumFractionDigits: 6 });
  const [before] = useState(() => typedOf(facts, write));
  const [typed, setTyped] = useState(before);
  const [isFree, setIsFree] = useState(false);
  const [tried, setTried] = useState(false);
  const zero = hasZero(typed);
  const figures = figuresIn(typed, before, facts);
  const nothing = figures !== undefined && Object.values(figures).every((one) => one === null);
  return (
    <form
      noValidate
      className="flex flex-col gap-4 rounded-xl bg-sunken p-3"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        const form = event.currentTarget;
        if (figures !== undefined && !nothing && (!zero || isFree)) onSave(figures, zero);
        else requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      }}
    >
      {!facts.draws &&
        typed.bands.map((band, at) => (
          <fieldset key={band.upTo ?? 'any'} className="grid grid-cols-1 gap-3 sm:grid-cols-2">
            <legend className="mb-2 text-sm text-muted">
              {band.upTo === null ? t('prices.perMillion') : t('prices.perMillionUpTo', { tokens: band.upTo })}
            </legend>
            {AMOUNTS.map((of) => (
              <TextField
                key={of}
                label={t(`prices.amount.${of}`)}
                inputMode="decimal"
                autoComplete="off"
                value={band[of]}
                error={tried && isWrong(band, of) && t('prices.amountWrong')}
                onChange={(event) => {
                  const bands = typed.bands.map((one, place) =>
                    place === at ? { ...one, [of]: event.target.value } : one,
                  );
                  setTyped({ ...typed, bands });
                }}
              />
            ))}
          </fieldset>
        ))}
      {facts.draws && (
        <fieldset className="grid grid-cols-1 gap-3 sm:grid-cols-3">
          <legend className="mb-2 text-sm text-muted">{t('prices.perPicture')}</legend>
          {typed.pictures.map(({ size, quality, price }, at) => (
            <TextField
              key={`${size} ${quality}`}
              label={t('prices.picture', { size: size.replace('x', ' × '), quality: t(`prices.quality.${quality}`) })}
              inputMode="decimal"
              autoComplete="off"
              value={price}
              error={tried && amountOf(price) === undefined && t('prices.amountWrong')}
              onChange={(event) => {
                const pictures = typed.pictures.map((one, place) =>
                  place === at ? { ...one, price: event.target.value } : one,
                );
                setTyped({ ...typed, pictures });
              }}
            />
          ))}
        </fieldset>
      )}
      {!facts.draws && (
        <TextField
          label={t('prices.contextWindow')}
          inputMode="numeric"
          autoComplete="off"
          value={typed.context}
          error={tried && tokensOf(typed.context) === undefined && t('prices.contextWrong')}
          onChange={(event) => {
            setTyped({ ...typed, context: event.target.value });
          }}
        />
      )}
      {zero && (
        <div className="flex flex-col gap-1">
          <label className="flex min-h-10 cursor-pointer items-center gap-3 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              checked={isFree}
              aria-invalid={(tried && !isFree) || undefined}
              onChange={(event) => {
                setIsFree(event.target.checked);
              }}
              className="size-4 shrink-0"
            />
            <span className="min-w-0">{t('prices.zeroIsFree')}</span>
          </label>
          {tried && !isFree && <p className="text-sm text-danger">{t('prices.zeroWrong')}</p>}
        </div>
      )}
      {tried && nothing && <Notice kind="note">{t('prices.nothing')}</Notice>}
      {failure && <Notice kind="failure">{failureText(failure)}</Notice>}
      <div className="flex flex-wrap justify-end gap-2 max-md:[&>button]:grow">
        <Button onClick={onCancel}>{words('cancel')}</Button>
        <Button type="submit" kind="primary" busy={busy}>
          {words('save')}
        </Button>
      </div>
    </form>
  );
}
