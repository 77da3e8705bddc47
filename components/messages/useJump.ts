import { useCallback } from 'react';
import { useT } from '../i18n/useT.ts';
import { showToast } from '../ui/toasts.ts';
import { useThreadUi } from './ThreadUiProvider.tsx';

/** Goes to a message of the thread; says so where it is no longer there. */
export function useJump(): (messageId: string, fromId?: string) => void {
  const t = useT('actions');
  const ui = useThreadUi();
  return useCallback(
    (messageId, fromId) => {
      void ui.jump(messageId, fromId).then((isThere) => {
        if (!isThere) showToast({ kind: 'failure', text: t('stars.gone') });
      });
    },
    [t, ui],
  );
}
