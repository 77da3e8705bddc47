import { useCallback } from 'react';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { showToast } from '../ui/toasts.ts';

/** Deletes messages for oneself, at most as many as one may at once; can be taken back for five seconds. */
export function useHide(): (chatId: string, messageIds: readonly string[]) => void {
  const t = useT('actions');
  const waggle = useWaggle();
  return useCallback(
    (chatId, ids) => {
      const messageIds = [...ids];
      waggle.act('message:hide', { chatId, messageIds, hidden: true });
      showToast({
        text: t('hidden', { count: messageIds.length }),
        action: {
          label: t('undo'),
          run: () => {
            waggle.act('message:hide', { chatId, messageIds, hidden: false });
          },
        },
      });
    },
    [t, waggle],
  );
}
