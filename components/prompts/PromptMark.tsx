import { PlugZap, TriangleAlert, X } from 'lucide-react';
import { visible } from '../cards/visible.ts';
import { useT } from '../i18n/useT.ts';
import { IconButton } from '../ui/IconButton.tsx';
import type { Mark } from './mark.ts';

/** Above the text: that a server's words stand in it, and what of them speaks to agents. */
export function PromptMark({ mark: { server, outside, warning }, onDiscard }: { mark: Mark; onDiscard: () => void }) {
  const t = useT('prompts');
  const cards = useT('cards');
  return (
    <div
      role="note"
      className="mb-2 flex animate-fade-in items-start gap-2 rounded-lg border-l-3 border-accent bg-tint py-1 pr-1 pl-3"
    >
      <PlugZap aria-hidden size={16} className="mt-1 shrink-0 text-accent" />
      <div className="min-w-0 flex-1 text-sm break-words">
        <p className="font-semibold text-accent">{t('from', { server })}</p>
        {outside && <p className="text-muted">{t('fromHint')}</p>}
        {warning && (
          <p className="mt-1 flex items-start gap-1.5">
            <TriangleAlert aria-hidden size={15} className="mt-0.5 shrink-0 text-danger" />
            <span className="min-w-0">
              {t('warned')} <span className="text-muted">{cards(`warning.${warning.kind}`)}</span>{' '}
              <q dir="auto">{visible(warning.passage)}</q>
            </span>
          </p>
        )}
      </div>
      <IconButton icon={X} size="small" label={t('discard')} onClick={onDiscard} />
    </div>
  );
}
