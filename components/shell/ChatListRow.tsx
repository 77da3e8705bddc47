import {
  Archive,
  ArchiveRestore,
  BellOff,
  CheckCheck,
  ChevronDown,
  type LucideIcon,
  MailOpen,
  Pin,
} from 'lucide-react';
import { memo, useRef } from 'react';
import { useFormatter } from 'use-intl/react';
import { type ChatRow, isMuted } from '../../client/select/chatRows.ts';
import { ChatAvatar } from '../contacts/ChatAvatar.tsx';
import { useT } from '../i18n/useT.ts';
import { Badge } from '../ui/Badge.tsx';
import { cx } from '../ui/cx.ts';
import { IconButton } from '../ui/IconButton.tsx';
import type { Point } from '../ui/PointMenu.tsx';
import { LastLine } from './LastLine.tsx';
import { listTime } from './listTime.ts';
import { ScreenLink } from './ScreenLink.tsx';
import { useChatActions } from './useChatActions.ts';
import { useRowTouch } from './useRowTouch.ts';

export type ChatListRowProps = {
  row: ChatRow;
  open: boolean;
  today: number;
  /** Opens what can be done with the chat. */
  onMenu: (chatId: string, at: Point, opener: HTMLElement | null) => void;
};

/** One chat of the list. Its accessible name is what it shows: name, time, last line, unread count. */
export const ChatListRow = memo(function ChatListRow({ row, open, today, onMenu }: ChatListRowProps) {
  const words = useT('ui');
  const chats = useT('chats');
  const link = useRef<HTMLAnchorElement>(null);
  const actions = useChatActions();
  const muted = isMuted(row, Date.now());
  const name = row.title === '' ? words('someone') : row.title;
  const touch = useRowTouch({
    onRest: (at) => {
      onMenu(row.chatId, at, link.current);
    },
    onLeft: () => {
      actions.archive(row);
    },
    onRight: () => {
      actions.toggleUnread(row);
    },
  });
  return (
    <div
      className="group relative overflow-hidden rounded-xl"
      onContextMenu={(event) => {
        event.preventDefault();
        const box = event.currentTarget.getBoundingClientRect();
        const isKey = event.clientX === 0 && event.clientY === 0;
        const at = isKey ? { x: box.left + 64, y: box.top + 32 } : { x: event.clientX, y: event.clientY };
        onMenu(row.chatId, at, link.current);
      }}
    >
      {touch.aside !== 0 && <Aside row={row} aside={touch.aside} />}
      <ScreenLink
        ref={link}
        to={{ kind: 'chat', chatId: row.chatId }}
        aria-current={open ? 'page' : undefined}
        {...touch.handlers}
        style={touch.aside === 0 ? undefined : { transform: `translateX(${String(touch.aside)}px)` }}
        className={cx(
          'relative flex touch-pan-y items-center gap-3 rounded-xl px-3 py-2.5 select-none [-webkit-touch-callout:none]',
          'transition-colors focus-visible:-outline-offset-2',
          open
            ? 'bg-selected [--avatar-ring:var(--color-selected)]'
            : 'bg-panel hover:bg-hover hover:[--avatar-ring:var(--color-hover)]',
        )}
      >
        <ChatAvatar kind={row.kind} contact={row.contact} size="large" />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span className="min-w-0 flex-1 truncate font-semibold">{name}</span>
            <RowTime at={row.at} today={today} strong={row.unread > 0 && !muted} silent={row.last === null} />
          </span>
          <span className="mt-0.5 flex min-h-5 items-center gap-1.5">
            <span className="min-w-0 flex-1">
              <LastLine row={row} />
            </span>
            {muted && <Sign icon={BellOff} label={chats('mutedSign')} />}
            {row.pinned && <Sign icon={Pin} label={chats('pinnedSign')} />}
            <Unread row={row} quiet={muted} />
            <span
              aria-hidden
              className="-ml-1.5 hidden w-0 transition-[width] group-focus-within:w-8 group-hover:w-8 pointer-fine:block"
            />
          </span>
        </span>
      </ScreenLink>
      <IconButton
        icon={ChevronDown}
        size="small"
        label={chats('menu', { name })}
        aria-haspopup="menu"
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          onMenu(row.chatId, { x: box.left, y: box.bottom }, event.currentTarget);
        }}
        className="absolute! right-2 bottom-1.5 bg-inherit opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:sr-only"
      />
    </div>
  );
});

/** What letting go would do, behind a row that is drawn aside. */
function Aside({ row, aside }: { row: ChatRow; aside: number }) {
  const t = useT('chats');
  const isUnread = row.unread > 0 || row.markedUnread;
  const label = aside < 0 ? t(row.archived ? 'unarchive' : 'archive') : t(isUnread ? 'markRead' : 'markUnread');
  const Icon = aside < 0 ? (row.archived ? ArchiveRestore : Archive) : isUnread ? CheckCheck : MailOpen;
  return (
    <span
      aria-hidden
      className={cx(
        'absolute inset-0 flex items-center rounded-xl bg-tint px-6 text-accent',
        aside < 0 ? 'justify-end' : 'justify-start',
      )}
    >
      <Icon size={22} />
      <span className="sr-only">{label}</span>
    </span>
  );
}

function Sign({ icon: Icon, label }: { icon: LucideIcon; label: string }) {
  return (
    <span className="shrink-0 text-muted">
      <Icon aria-hidden size={15} strokeWidth={2} />
      <span className="sr-only">{label}</span>
    </span>
  );
}

function Unread({ row, quiet }: { row: ChatRow; quiet: boolean }) {
  const t = useT('shell');
  const chats = useT('chats');
  if (row.unread === 0 && !row.markedUnread) return null;
  if (row.unread === 0) {
    return (
      <span className={cx('size-3 shrink-0 rounded-full', quiet ? 'bg-edge' : 'bg-honey')}>
        <span className="sr-only">{chats('markedSign')}</span>
      </span>
    );
  }
  return (
    <Badge kind={quiet && !row.mentioned ? 'quiet' : 'honey'} className="tabular-nums">
      <span aria-hidden>
        {row.mentioned && '@ '}
        {row.unread > 999 ? '999+' : row.unread}
      </span>
      <span className="sr-only">{t('unread', { count: row.unread })}</span>
    </Badge>
  );
}

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
