import { useCallback } from 'react';
import { ATTACHMENTS } from '../../shared/attachment.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { showToast } from '../ui/toasts.ts';
import { admit } from './admit.ts';
import { useFileSize } from './useFileSize.ts';

/** Puts chosen files into the chat's composer, and says which it can't take. */
export function useAttach(chatId: string): (chosen: readonly File[]) => void {
  const t = useT('files');
  const size = useFileSize();
  const waggle = useWaggle();
  return useCallback(
    (chosen) => {
      const { trays, workspace } = waggle.store.getState();
      const limit = workspace?.workspace.fileLimit ?? Number.POSITIVE_INFINITY;
      const { files, refused, tooMany } = admit(chosen, { limit, standing: trays[chatId]?.length ?? 0 });
      if (files.length > 0) {
        waggle.attach(
          chatId,
          files.map((file) => ({ file })),
          'tray',
        );
      }
      const large = refused.filter(({ kind }) => kind === 'too-large');
      const empty = refused.find(({ kind }) => kind === 'empty');
      const [first] = large;
      const words = [
        ...(large.length === 1 && first ? [t('tooLarge', { name: first.name, limit: size(limit) })] : []),
        ...(large.length > 1 ? [t('tooLargeMany', { count: large.length, limit: size(limit) })] : []),
        ...(empty ? [t('empty', { name: empty.name })] : []),
        ...(tooMany ? [t('tooMany', { most: ATTACHMENTS })] : []),
      ];
      for (const text of words) showToast({ kind: 'failure', text });
    },
    [chatId, size, t, waggle],
  );
}
