import type { Steer } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { useNames } from './useNames.ts';

/** What people added to an answer, and whether its agent has read it. */
export function SteerLines({ steers, over }: { steers: readonly Steer[]; over: boolean }) {
  const t = useT('board');
  const nameOf = useNames();
  return (
    <ul role="list" className="mt-1.5 flex flex-col gap-1 border-l-2 border-honey pl-2 text-sm">
      {steers.map(({ id, by, text, taken }) => (
        <li key={id} className="wrap-anywhere">
          <span className="font-medium">{t('added', { name: nameOf(by) })}</span> {text}
          {!taken && <span className="text-muted"> · {t(over ? 'late' : 'unread')}</span>}
        </li>
      ))}
    </ul>
  );
}
