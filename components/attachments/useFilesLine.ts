import { useCallback } from 'react';
import type { Attachment } from '../../shared/attachment.ts';
import { useT } from '../i18n/useT.ts';

type Named = Pick<Attachment, 'kind' | 'name'>;

/** Says in one line what the files of a message are, where it has no text to say so. */
export function useFilesLine(): (files: readonly Named[]) => string {
  const t = useT('files');
  return useCallback(
    (files) => {
      const [first] = files;
      if (!first) return '';
      if (files.length > 1) {
        const kind = files.every((file) => file.kind === 'image') ? 'image' : 'files';
        return t(`many.${kind}`, { count: files.length });
      }
      const { kind, name } = first;
      return kind === 'image' || kind === 'video' || kind === 'voice' ? t(`kind.${kind}`) : name;
    },
    [t],
  );
}
