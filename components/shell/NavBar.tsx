import { Bot, type LucideIcon, MessagesSquare, Settings } from 'lucide-react';
import { selectUnreadTotal } from '../../client/select/chatRows.ts';
import { useT } from '../i18n/useT.ts';
import { cx } from '../ui/cx.ts';
import type { Screen } from './screen.ts';
import { ScreenLink } from './ScreenLink.tsx';
import { useWaggleState } from './WaggleProvider.tsx';

export type Section = 'chats' | 'agents' | 'settings';

const sections: readonly { section: Section; icon: LucideIcon; to: Screen }[] = [
  { section: 'chats', icon: MessagesSquare, to: { kind: 'chats' } },
  { section: 'agents', icon: Bot, to: { kind: 'agents' } },
  { section: 'settings', icon: Settings, to: { kind: 'settings', section: null } },
];

/** Below the left column: where in Waggle one is. */
export function NavBar({ current }: { current: Section }) {
  const t = useT('shell');
  const unread = useWaggleState(selectUnreadTotal);
  return (
    <nav aria-label={t('sections')} className="safe-bottom border-t border-line bg-panel">
      <ul role="list" className="flex">
        {sections.map(({ section, icon: Icon, to }) => (
          <li key={section} className="flex-1">
            <ScreenLink
              to={to}
              aria-current={section === current ? 'true' : undefined}
              className={cx(
                'group flex min-h-14 flex-col items-center justify-center gap-0.5 text-xs focus-visible:-outline-offset-2',
                section === current ? 'font-semibold text-accent' : 'text-muted hover:text-ink',
              )}
            >
              <span
                className={cx(
                  'relative rounded-full px-4 py-1 transition-colors',
                  section === current ? 'bg-selected' : 'group-hover:bg-hover',
                )}
              >
                <Icon aria-hidden size={20} strokeWidth={section === current ? 2.2 : 1.8} />
                {section === 'chats' && unread > 0 && (
                  <span className="absolute top-0.5 right-2.5 size-2.5 rounded-full bg-honey ring-2 ring-panel" />
                )}
              </span>
              {t(section)}
              {section === 'chats' && unread > 0 && <span className="sr-only">, {t('unread', { count: unread })}</span>}
            </ScreenLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
