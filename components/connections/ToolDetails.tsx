import { ChevronRight, TriangleAlert } from 'lucide-react';
import type { ConnectionTool } from '../../shared/connection.ts';
import { visible } from '../cards/visible.ts';
import { useT } from '../i18n/useT.ts';

/** What a tool is told when it is called, folded, and what of its server's words seems to speak to agents. */
export function ToolDetails({ tool: { title, parameters, warning } }: { tool: ConnectionTool }) {
  const t = useT('connections');
  const cards = useT('cards');
  return (
    <>
      {warning && (
        <div role="note" className="mb-1.5 flex items-start gap-1.5 rounded-lg bg-danger-tint px-3 py-2 text-sm">
          <TriangleAlert aria-hidden size={15} className="mt-0.5 shrink-0 text-danger" />
          <p className="min-w-0 flex-1 break-words">
            {t('warned')} {cards(`warning.${warning.kind}`)} <q dir="auto">{visible(warning.passage)}</q>
          </p>
        </div>
      )}
      {parameters.length > 0 && (
        <details className="group text-sm">
          <summary
            aria-label={`${title}: ${t('takes', { count: parameters.length })}`}
            className="flex min-h-8 cursor-pointer list-none items-center gap-1 rounded-control pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden"
          >
            <ChevronRight aria-hidden size={15} className="shrink-0 transition-transform group-open:rotate-90" />
            {t('takes', { count: parameters.length })}
          </summary>
          <dl className="mt-1 mb-2 ml-1.5 flex flex-col gap-2 border-l-2 border-line pl-3">
            {parameters.map(({ name, kind, about, required }) => (
              <div key={name}>
                <dt className="break-words">
                  <code>{name}</code>{' '}
                  <span className="text-muted">{[kind, required && t('required')].filter(Boolean).join(', ')}</span>
                </dt>
                {about !== '' && <dd className="break-words whitespace-pre-line text-muted">{about}</dd>}
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}
