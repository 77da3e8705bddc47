import { selectContact } from '../../client/select/contacts.ts';
import { useFilesLine } from '../attachments/useFilesLine.ts';
import { useT } from '../i18n/useT.ts';
import { useMessage } from '../messages/ThreadUiProvider.tsx';
import { useJump } from '../messages/useJump.ts';
import { plainLine } from '../../shared/plainLine.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { useContactName } from './useContactName.ts';

/** The message that is replied to, in two lines; a tap goes there. */
export function Quote({ messageId, fromId }: { messageId: string; fromId: string }) {
  const t = useT('chat');
  const jump = useJump();
  const filesLine = useFilesLine();
  const message = useMessage(messageId);
  const contact = useWaggleState((state) => selectContact(state, message?.senderId ?? ''));
  const name = useContactName()(contact);
  return (
    <button
      type="button"
      className="mb-1 block w-full rounded-md border-l-3 border-accent bg-tint px-2 py-1 text-left text-sm transition hover:brightness-97"
      onClick={() => {
        jump(messageId, fromId);
      }}
    >
      <span className="block font-semibold text-accent">
        {message ? t('repliedTo', { name }) : t('repliedUnknown')}
      </span>
      {message && (
        <span className="line-clamp-2 text-muted">
          {message.deletedAt === null
            ? plainLine(message.text) || filesLine(message.attachments ?? [])
            : t(message.unreadable ? 'unreadable' : 'deleted')}
        </span>
      )}
    </button>
  );
}
