import { memo } from 'react';
import { useFormatter } from 'use-intl/react';
import type { ChatRow } from '../../client/select/chatRows.ts';
import { ChatAvatar } from '../contacts/ChatAvatar.tsx';
import { useT } from '../i18n/useT.ts';
import { Badge } from '../ui/Badge.tsx';
import { cx } from '../ui/cx.ts';
import { LastLine } from './LastLine.tsx';
import { listTime } from './listTime.ts';
import { ScreenLink } from './ScreenLink.tsx';

export type ChatListRowProps = { row: ChatRow; open: boolean; today: number };

/** One chat of the list. Its accessible name is what it shows: name, time, last line, unread count. */
export const ChatListRow = memo(function ChatListRow({ row, open, today }: ChatListRowProps) {
  const t = useT('shell');
  const words = useT('ui');
  return (
    <ScreenLink
      to={{ kind: 'chat', chatId: row.chatId }}
      aria-current={open ? 'page' : undefined}
      className={cx(
        'flex items-center gap-3 rounded-xl px-3 py-2.5 transition-colors focus-visible:-outline-offset-2',
        open
          ? 'bg-selected [--avatar-ring:var(--color-selected)]'
          : 'hover:bg-hover hover:[--avatar-ring:var(--color-hover)]',
      )}
    >
      <ChatAvatar kind={row.kind} contact={row.contact} size="large" />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate font-semibold">
            {row.title === '' ? words('someone') : row.title}
          </span>
          <RowTime at={row.at} today={today} strong={row.unread > 0} silent={row.last === null} />
        </span>
        <span className="mt-0.5 flex min-h-5 items-center gap-2">
          <span className="min-w-0 flex-1">
            <LastLine row={row} />
          </span>
          {row.unread > 0 && (
            <Badge kind="honey" className="tabular-nums">
              <span aria-hidden>
                {row.mentioned && '@ '}
                {row.unread > 999 ? '999+' : row.unread}
              </span>
              <span className="sr-only">{t('unread', { count: row.unread })}</span>
            </Badge>
          )}
        </span>
      </span>
    </ScreenLink>
  );
});

function RowTime({ at, today, strong, silent }: { at: number; today: number; strong: boolean; silent: boolean }) {
  const t = useT('shell');
  const format = useFormatter();
  if (silent) return null;
  const words = () => {
    switch (listTime(at, today)) {
      case 'hour':
        return format.dateTime(at, { hour: 'numeric', minute: '2-digit' });
      case 'yesterday':
        return t('yesterday');
      case 'weekday':
        return format.dateTime(at, { weekday: 'long' });
      case 'date':
        return format.dateTime(at, { dateStyle: 'short' });
    }
  };
  return (
    <time
      dateTime={new Date(at).toISOString()}
      className={cx('shrink-0 text-xs', strong ? 'font-semibold text-accent' : 'text-muted')}
    >
      {words()}
    </time>
  );
}
