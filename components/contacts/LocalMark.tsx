import { House } from 'lucide-react';
import { LaterWords } from '../i18n/LaterWords.tsx';
import { useT } from '../i18n/useT.ts';

/** Says in a chat's head that it keeps to local models. `id` is what describes the head by it. */
export function LocalMark({ id }: { id: string }) {
  return (
    <LaterWords>
      <Mark id={id} />
    </LaterWords>
  );
}

function Mark({ id }: { id: string }) {
  const t = useT('localModels');
  return (
    <span id={id} role="img" aria-label={t('mark')} title={t('mark')} className="shrink-0 text-muted">
      <House aria-hidden size={15} strokeWidth={2.2} />
    </span>
  );
}
