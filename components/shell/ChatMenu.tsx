'use client';
import {
  Archive,
  ArchiveRestore,
  Bell,
  BellOff,
  CheckCheck,
  LogOut,
  MailOpen,
  Pin,
  PinOff,
  Trash2,
} from 'lucide-react';
import { useLayoutEffect, useState } from 'react';
import { type ChatRow, isMuted, selectChatRow } from '../../client/select/chatRows.ts';
import { EndChat } from '../contacts/EndChat.tsx';
import { useT } from '../i18n/useT.ts';
import type { MenuItem } from '../ui/menuItem.ts';
import { type Point, PointMenu } from '../ui/PointMenu.tsx';
import { focusAfterRow } from './focusAfterRow.ts';
import { mutings } from './muting.ts';
import { useChatActions } from './useChatActions.ts';
import { useWaggleState } from './WaggleProvider.tsx';

export type ChatMenuProps = { chatId: string; at: Point; opener: HTMLElement | null; onClose: () => void };

/** What can be done with a chat of the list, where it was pointed at. */
export function ChatMenu({ chatId, at, opener, onClose }: ChatMenuProps) {
  const t = useT('chats');
  const words = useT('ui');
  const row = useWaggleState((state) => selectChatRow(state, chatId));
  const [page, setPage] = useState<'all' | 'mute' | 'end'>('all');
  const actions = useChatActions();
  useLayoutEffect(() => focusAfterRow(opener), [opener]);
  if (!row) return null;
  const name = row.title === '' ? words('someone') : row.title;
  if (page === 'end') return <EndChat chatId={chatId} onClose={onClose} />;

  const muteItems = mutings.map(
    (muting): MenuItem => ({
      label: t(`mutedFor.${muting}`),
      onSelect: () => {
        actions.mute(row, muting);
      },
    }),
  );
  return (
    <PointMenu
      label={t('menu', { name })}
      at={at}
      opener={opener}
      onClose={onClose}
      items={page === 'mute' ? muteItems : allItems(row)}
    />
  );

  function allItems(shown: ChatRow): MenuItem[] {
    const isUnread = shown.unread > 0 || shown.markedUnread;
    const muted = isMuted(shown, Date.now());
    return [
      ...(shown.archived
        ? []
        : [
            {
              label: t(shown.pinned ? 'unpin' : 'pin'),
              icon: shown.pinned ? PinOff : Pin,
              onSelect: () => {
                actions.pin(shown);
              },
            },
          ]),
      muted
        ? {
            label: t('unmute'),
            icon: Bell,
            onSelect: () => {
              actions.mute(shown, null);
            },
          }
        : {
            label: t('muteEllipsis'),
            icon: BellOff,
            stays: true,
            onSelect: () => {
              setPage('mute');
            },
          },
      {
        label: t(isUnread ? 'markRead' : 'markUnread'),
        icon: isUnread ? CheckCheck : MailOpen,
        onSelect: () => {
          actions.toggleUnread(shown);
        },
      },
      {
        label: t(shown.archived ? 'unarchive' : 'archive'),
        icon: shown.archived ? ArchiveRestore : Archive,
        onSelect: () => {
          actions.archive(shown);
        },
      },
      {
        label: t(shown.kind === 'direct' ? 'delete' : 'leave'),
        icon: shown.kind === 'direct' ? Trash2 : LogOut,
        danger: true,
        stays: true,
        onSelect: () => {
          setPage('end');
        },
      },
    ];
  }
}
