import { Flaw } from '../../shared/flaw.ts';
import type { FirstAnswer } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';

/** Which model answered first, and what was wrong with that. */
export function useFlaw(): (first: Pick<FirstAnswer, 'model' | 'flaw'>) => string {
  const t = useT('chat');
  return ({ model, flaw }) => t(`flaw.${Flaw.safeParse(flaw).data ?? 'other'}`, { model });
}
