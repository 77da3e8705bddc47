import type { Attachment } from '../../shared/attachment.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';
import { spaceName } from './spaceName.ts';

/** Puts files of a message among those of the project, each under its name, and says of each how that went. */
export function useKeepFiles(): (chatId: string, files: readonly Attachment[]) => Promise<void> {
  const t = useT('space');
  const waggle = useWaggle();
  const failureText = useFailureText();
  return async (chatId, files) => {
    for (const { fileId, name: given } of files) {
      const name = spaceName(given);
      const text = t('kept', { name });
      const reply = await waggle.command('space:keep', { chatId, path: name, fileId, message: text.slice(0, 200) });
      if (reply.ok) showToast({ text, lasts: 2500 });
      else showToast({ kind: 'failure', text: `${name}: ${failureText(reply)}` });
    }
  };
}
