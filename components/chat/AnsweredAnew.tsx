import { RotateCcw } from 'lucide-react';
import type { FirstAnswer } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { useFlaw } from './useFlaw.ts';

/** The seam of an answer in whose place people had seen another. */
export function AnsweredAnew({ first }: { first: FirstAnswer }) {
  const t = useT('chat');
  const flaw = useFlaw();
  return (
    <p className="mt-1 flex items-start gap-1.5 text-xs text-muted">
      <RotateCcw aria-hidden size={13} className="mt-0.5 shrink-0" />
      <span>{t('anew', { first: flaw(first) })}</span>
    </p>
  );
}
