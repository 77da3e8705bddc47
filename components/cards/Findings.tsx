import { ScanSearch } from 'lucide-react';
import type { CodeFinding } from '../../shared/toolCard.ts';
import { useT } from '../i18n/useT.ts';
import { visible } from './visible.ts';

/** What a program does by its words, each with where it does so. */
export function Findings({ findings }: { findings: readonly CodeFinding[] }) {
  const t = useT('cards');
  if (findings.length === 0) return null;
  return (
    <div className="text-sm">
      <p className="flex items-start gap-1.5">
        <ScanSearch aria-hidden size={15} className="mt-px shrink-0 text-agent" />
        <span>{t('findings')}</span>
      </p>
      <ul className="card-findings">
        {findings.map(({ kind, line, text, file }) => (
          <li key={`${file ?? ''} ${kind}`}>
            {t(`finding.${kind}`)}
            <span className="text-muted">
              {' · '}
              {file === undefined ? t('findingLine', { line }) : t('findingIn', { file: visible(file), line })}
            </span>{' '}
            <code>{visible(text)}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
