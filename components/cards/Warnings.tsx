import { TriangleAlert } from 'lucide-react';
import type { ToolCard } from '../../shared/toolCard.ts';
import { useT } from '../i18n/useT.ts';
import { gistOf } from './gist.ts';
import { visible } from './visible.ts';

/** What an answer's tools brought that seems to tell the agent what to do, in its own words as plain text. */
export function Warnings({ cards }: { cards: readonly ToolCard[] }) {
  const t = useT('cards');
  const warned = cards.filter(({ warning }) => warning !== undefined);
  const [first] = warned;
  if (!first?.warning) return null;
  return (
    <div role="note" className="card-warning">
      <p className="flex items-start gap-1.5">
        <TriangleAlert aria-hidden size={15} className="mt-px shrink-0 text-danger" />
        <span>{t('warned')}</span>
      </p>
      <ul role="list" className="card-warnings">
        {warned.map(({ key, tool, input, warning }) => (
          <li key={key}>
            <span className="text-muted">
              {t(`warning.${warning?.kind ?? 'orders'}`)} {gistOf(tool, input)}
            </span>
            <q dir="auto">{visible(warning?.passage ?? '')}</q>
          </li>
        ))}
      </ul>
    </div>
  );
}
