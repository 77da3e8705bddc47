import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { Tier } from '../../shared/contact.ts';
import type { ModelChoice } from '../../shared/modelChoice.ts';
import type { OfferedModel } from '../../shared/offeredModel.ts';
import { useT } from '../i18n/useT.ts';
import { Badge } from '../ui/Badge.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { useMedia } from '../ui/useMedia.ts';
import { bareName, shownModels } from './shownModels.ts';
import { usePrice } from './usePrice.ts';

type ModelListProps = {
  models: readonly OfferedModel[];
  /** The name of the one that gave the answer that is there. */
  gave: string | null;
  onChoose: (by: ModelChoice) => void;
};

/** More than these are searched. */
const FEW = 8;
/** The best first, as the models are. */
const TIERS: readonly Tier[] = [...Tier.options].reverse();

/** Kinds of models, and each one, with what helps to choose. */
export function ModelList({ models, gave, onChoose }: ModelListProps) {
  const t = useT('choices');
  const tUi = useT('ui');
  const contacts = useT('contacts');
  const price = usePrice();
  const finger = useMedia('(pointer: coarse)');
  const list = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const typed = text.trim();
  const many = models.length > FEW;
  const { shown, more } = shownModels(models, typed);
  const tiers = TIERS.filter((tier) => models.some((model) => model.tier === tier));
  if (models.length === 0) return <p className="py-4 text-center text-muted">{t('none')}</p>;

  const handleKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || list.current === null) return;
    const stops = [...list.current.querySelectorAll<HTMLElement>('input, [data-choice]')];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    stops.at((at + step) % stops.length)?.focus();
    event.preventDefault();
  };
  return (
    <div ref={list} onKeyDown={handleKey}>
      {many && (
        <SearchField
          label={t('search')}
          clearLabel={tUi('clear')}
          text={text}
          // A finger would have the keyboard over the list.
          autoFocus={!finger}
          onChange={setText}
          onEnter={() => {
            const [first] = shown;
            if (first) onChoose({ model: first.name });
          }}
          className="mb-2"
        />
      )}
      <div className={many ? 'h-[55dvh] overflow-y-auto md:h-96' : undefined}>
        {typed === '' && tiers.length > 0 && (
          <Group title={t('kinds')}>
            {tiers.map((tier, at) => (
              <Row
                key={tier}
                autoFocus={at === 0 && (!many || finger)}
                onClick={() => {
                  onChoose({ tier });
                }}
              >
                <span className="font-medium">{contacts(`tier.${tier}`)}</span>
              </Row>
            ))}
          </Group>
        )}
        {shown.length > 0 && (
          <Group title={t('models')}>
            {shown.map((model) => (
              <Row
                key={model.name}
                autoFocus={tiers.length === 0 && model === shown[0] && (!many || finger)}
                onClick={() => {
                  onChoose({ model: model.name });
                }}
              >
                <span className="flex w-full flex-wrap items-baseline gap-x-2">
                  <span className="min-w-0 flex-1 font-medium wrap-anywhere">{bareName(model)}</span>
                  {model.local && <Badge>{t('local')}</Badge>}
                </span>
                <span className="text-sm text-muted wrap-anywhere">
                  {[
                    model.provider,
                    model.tier === null ? '' : contacts(`tier.${model.tier}`),
                    price(model.price),
                    model.name === gave ? t('gave') : '',
                  ]
                    .filter((part) => part !== '')
                    .join(' · ')}
                </span>
              </Row>
            ))}
          </Group>
        )}
        {shown.length === 0 && <p className="py-4 text-center text-muted">{t('nothing', { text: typed })}</p>}
        {more > 0 && <p className="px-2 py-1.5 text-sm text-muted">{t('more', { count: more })}</p>}
      </div>
      {models.some(({ price: known }) => known !== null && known.output > 0) && (
        <p className="mt-2 px-2 text-sm text-muted">{t('prices')}</p>
      )}
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="pb-2">
      <h3 className="px-2 pb-1 text-sm font-semibold text-muted">{title}</h3>
      <ul role="list">{children}</ul>
    </section>
  );
}

type RowProps = { autoFocus: boolean; onClick: () => void; children: ReactNode };

function Row({ autoFocus, onClick, children }: RowProps) {
  return (
    <li>
      <button
        type="button"
        data-choice
        autoFocus={autoFocus}
        onClick={onClick}
        className="flex min-h-10 w-full flex-col justify-center rounded-xl px-2 py-1.5 text-left transition-colors hover:bg-hover focus-visible:-outline-offset-2 pointer-coarse:min-h-11"
      >
        {children}
      </button>
    </li>
  );
}
