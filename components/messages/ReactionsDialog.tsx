import { contactIn, selectContacts, selectMe } from '../../client/select/contacts.ts';
import type { Message } from '../../shared/message.ts';
import { useContactName } from '../chat/useContactName.ts';
import { ContactAvatar } from '../contacts/ContactAvatar.tsx';
import { useT } from '../i18n/useT.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { useThreadUi } from './ThreadUiProvider.tsx';

/** Who reacted with what; one's own can be taken back. */
export function ReactionsDialog({ message }: { message: Message }) {
  const t = useT('actions');
  const tUi = useT('ui');
  const ui = useThreadUi();
  const waggle = useWaggle();
  const me = useWaggleState(selectMe);
  const contacts = useWaggleState(selectContacts);
  const contactName = useContactName();
  const rows = (message.reactions ?? []).flatMap(({ emoji, contactIds }) => contactIds.map((id) => ({ emoji, id })));
  const { chatId, id: messageId } = message;
  return (
    <Dialog open size="narrow" title={t('whoReacted')} closeLabel={tUi('close')} onClose={ui.close}>
      <ul role="list" className="flex flex-col">
        {rows.map(({ emoji, id }) => {
          const contact = contactIn(contacts, id);
          const row = (
            <>
              <ContactAvatar contact={contact} size="small" />
              <span className="min-w-0 flex-1">
                <span className="block truncate">{id === me ? t('you') : contactName(contact)}</span>
                {id === me && <span className="block text-sm text-muted">{t('yourReaction')}</span>}
              </span>
              <span className="text-2xl">{emoji}</span>
            </>
          );
          return (
            <li key={`${emoji} ${id}`}>
              {id === me ? (
                <button
                  type="button"
                  onClick={() => {
                    waggle.act('message:react', { chatId, messageId, emoji, on: false });
                    if (rows.length === 1) ui.close();
                  }}
                  className="flex min-h-13 w-full items-center gap-3 rounded-lg px-2 text-left hover:bg-hover"
                >
                  {row}
                </button>
              ) : (
                <div className="flex min-h-13 items-center gap-3 px-2">{row}</div>
              )}
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
