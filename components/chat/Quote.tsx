import { selectContact } from '../../client/select/contacts.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { useContactName } from './useContactName.ts';

/** The message that is replied to, in one line; a tap goes there. */
export function Quote({
  chatId,
  messageId,
  onJump,
}: {
  chatId: string;
  messageId: string;
  onJump: (messageId: string) => void;
}) {
  const t = useT('chat');
  const message = useWaggleState((state) => state.chats[chatId]?.messages[messageId]);
  const contact = useWaggleState((state) => selectContact(state, message?.senderId ?? ''));
  const name = useContactName()(contact);
  return (
    <button
      type="button"
      className="mb-1 block w-full rounded-md border-l-3 border-accent bg-tint px-2 py-1 text-left text-sm"
      onClick={() => {
        onJump(messageId);
      }}
    >
      <span className="block font-semibold text-accent">
        {message ? t('repliedTo', { name }) : t('repliedUnknown')}
      </span>
      {message && (
        <span className="line-clamp-2 text-muted">{message.deletedAt === null ? message.text : t('deleted')}</span>
      )}
    </button>
  );
}
