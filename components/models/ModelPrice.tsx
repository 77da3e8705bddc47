import { useState } from 'react';
import { useFormatter } from 'use-intl';
import type { ModelFacts, ModelFigures } from '../../shared/modelFigures.ts';
import { useT } from '../i18n/useT.ts';
import { useSaved } from '../settings/useSaved.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useFailureText } from '../ui/useFailureText.ts';
import { FiguresForm } from './FiguresForm.tsx';
import { holding } from './typedFigures.ts';

/** What one model costs, from whom that is, and its being put right. */
export function ModelPrice({ facts, onSaved }: { facts: ModelFacts; onSaved: () => void }) {
  const t = useT('models');
  const words = useT('ui');
  const format = useFormatter();
  const failureText = useFailureText();
  const describe = useFigures();
  const { busy, failure, save } = useSaved(t('prices.saved'));
  const [editing, setEditing] = useState(false);
  const { catalog, set } = facts;
  const name = facts.model.slice(facts.model.indexOf('/') + 1);
  const day = (at: number | string) =>
    format.dateTime(new Date(typeof at === 'string' ? `${at}T12:00:00Z` : at), { dateStyle: 'medium' });
  const done = (isSaved: boolean) => {
    if (!isSaved) return;
    setEditing(false);
    onSaved();
  };
  const confirm = () => {
    const { price, pictures } = holding(facts);
    const figures = { price, pictures, contextTokens: set?.contextTokens ?? null };
    void save('figures:set', { model: facts.model, figures, zeroIsFree: true }).then(done);
  };
  return (
    <section aria-label={name} className="flex flex-col gap-2">
      <div>
        <h4 className="font-mono text-sm break-all">{name}</h4>
        <p>{describe(holding(facts))}</p>
        {set !== null && (
          <>
            <p className="text-sm text-muted">
              {t('prices.setBy', { name: set.by ?? words('someone'), date: day(set.at) })}
            </p>
            <p className="text-sm text-muted">{t('prices.catalogSays', { figures: describe(catalog) })}</p>
          </>
        )}
        {catalog.asOf !== null && (
          <p className="text-sm break-words text-muted">
            {t('prices.catalogOf', { date: day(catalog.asOf) })}
            {catalog.source !== null && <Source source={catalog.source} />}
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {(catalog.asOf !== null || set !== null) && (
          <Button size="small" busy={busy} aria-label={t('prices.confirmNamed', { name })} onClick={confirm}>
            {t('prices.confirm')}
          </Button>
        )}
        <Button
          size="small"
          aria-expanded={editing}
          aria-label={t('prices.changeNamed', { name })}
          onClick={() => {
            setEditing(!editing);
          }}
        >
          {t('change')}
        </Button>
        {set !== null && (
          <Button
            size="small"
            aria-label={t('prices.asShippedNamed', { name })}
            onClick={() => void save('figures:reset', { model: facts.model }).then(done)}
          >
            {t('prices.asShipped')}
          </Button>
        )}
      </div>
      {failure && !editing && <Notice kind="failure">{failureText(failure)}</Notice>}
      {editing && (
        <FiguresForm
          facts={facts}
          {...{ busy, failure }}
          onSave={(figures, zeroIsFree) => {
            void save('figures:set', { model: facts.model, figures, zeroIsFree }).then(done);
          }}
          onCancel={() => {
            setEditing(false);
          }}
        />
      )}
    </section>
  );
}

/** Where a price was looked up; only what is an address is a link. */
function Source({ source }: { source: string }) {
  const t = useT('models');
  const url = URL.parse(source);
  if (url === null || !/^https?:$/.test(url.protocol)) return <> · {source}</>;
  return (
    <>
      {' · '}
      <a href={url.href} target="_blank" rel="noreferrer" className="text-accent underline underline-offset-2">
        {t('prices.source', { host: url.host })}
      </a>
    </>
  );
}

/** Words what is known of a model: its price by lengths of prompt, its pictures, how much it takes. */
function useFigures(): (figures: ModelFigures) => string {
  const t = useT('models');
  const format = useFormatter();
  const dollars = (amount: number) =>
    format.number(amount, {
      ...{ style: 'currency', currency: 'USD', maximumFractionDigits: 6 },
      minimumFractionDigits: Number.isInteger(amount) ? 0 : 2,
    });
  return ({ price, pictures, contextTokens }) => {
    const bands = price?.bands.map(({ upTo, input, output, cachedInput }, at) => {
      const parts = { input: dollars(input), output: dollars(output), cached: dollars(cachedInput ?? 0) };
      const text = t(cachedInput === null ? 'prices.band' : 'prices.bandCached', parts);
      if (upTo !== null) return t('prices.upTo', { tokens: upTo, text });
      return at === 0 ? text : t('prices.beyond', { text });
    });
    const amounts = pictures?.map((one) => one.price) ?? [];
    const [least, most] = [Math.min(...amounts), Math.max(...amounts)];
    return [
      ...(bands ?? []),
      ...(bands?.length === 0 ? [t('prices.free')] : []),
      ...(amounts.length > 0 ? [t('prices.pictures', { least: dollars(least), most: dollars(most) })] : []),
      ...(price === null && amounts.length === 0 ? [t('prices.unknown')] : []),
      ...(contextTokens === null ? [] : [t('prices.context', { tokens: contextTokens })]),
    ].join(' · ');
  };
}
