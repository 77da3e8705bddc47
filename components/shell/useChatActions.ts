import { useMemo } from 'react';
import type { ActionInput } from '../../client/action.ts';
import type { ChatRow } from '../../client/select/chatRows.ts';
import { useT } from '../i18n/useT.ts';
import { showToast } from '../ui/toasts.ts';
import { type Muting, mutedUntil } from './muting.ts';
import { useWaggle } from './WaggleProvider.tsx';

export type ChatActions = {
  pin: (row: ChatRow) => void;
  mute: (row: ChatRow, muting: Muting | null) => void;
  archive: (row: ChatRow) => void;
  /** Read what is unread, or marked so; else marked as unread. */
  toggleUnread: (row: ChatRow) => void;
};

/** What one does with a chat for oneself; shown at once, sent when it can be. */
export function useChatActions(): ChatActions {
  const waggle = useWaggle();
  const t = useT('chats');
  const words = useT('ui');
  return useMemo(() => {
    const set = (chatId: string, change: Omit<ActionInput<'chat:set'>, 'chatId'>) => {
      waggle.act('chat:set', { chatId, ...change });
    };
    return {
      pin: ({ chatId, pinned }) => {
        set(chatId, { pinned: !pinned });
      },
      mute: ({ chatId }, muting) => {
        set(chatId, { mutedUntil: muting === null ? null : mutedUntil(muting, Date.now()) });
      },
      archive: ({ chatId, archived, pinned }) => {
        set(chatId, { archived: !archived, ...(!archived && pinned && { pinned: false }) });
        showToast({
          text: t(archived ? 'unarchivedDone' : 'archivedDone'),
          action: {
            label: words('undo'),
            run: () => {
              set(chatId, { archived, ...(pinned && { pinned }) });
            },
          },
        });
      },
      toggleUnread: ({ chatId, unread, markedUnread }) => {
        if (unread > 0) waggle.markRead(chatId, Number.MAX_SAFE_INTEGER);
        if (unread > 0 && !markedUnread) return;
        set(chatId, { markedUnread: !markedUnread });
      },
    };
  }, [waggle, t, words]);
}
