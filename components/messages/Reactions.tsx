import { useFormatter } from 'use-intl';
import { contactIn, selectContacts, selectMe } from '../../client/select/contacts.ts';
import type { Message, Reaction } from '../../shared/message.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { cx } from '../ui/cx.ts';
import { useThreadUi } from './ThreadUiProvider.tsx';

/** Below a bubble: who reacted with what. A click joins in or takes it back; a finger's tap shows who it was. */
export function Reactions({ message, own }: { message: Message; own: boolean }) {
  const t = useT('actions');
  const format = useFormatter();
  const ui = useThreadUi();
  const waggle = useWaggle();
  const me = useWaggleState(selectMe);
  const contacts = useWaggleState(selectContacts);
  const contactName = useContactName();
  const namesOf = ({ contactIds }: Reaction) =>
    format.list(contactIds.map((id) => (id === me ? t('you') : contactName(contactIn(contacts, id)))));
  const { chatId, id: messageId } = message;
  const handle = ({ emoji, contactIds }: Reaction) => {
    if (matchMedia('(pointer: coarse)').matches) ui.open({ kind: 'reactions', messageId });
    else waggle.act('message:react', { chatId, messageId, emoji, on: !contactIds.includes(me) });
  };
  return (
    <div className={cx('relative z-1 -mt-1.5 flex flex-wrap gap-1 px-1.5', own && 'justify-end')}>
      {(message.reactions ?? []).map((reaction) => {
        const { emoji, contactIds } = reaction;
        const names = namesOf(reaction);
        const mine = contactIds.includes(me);
        return (
          <button
            key={emoji}
            type="button"
            aria-pressed={mine}
            aria-label={t('reaction', { emoji, count: contactIds.length, names })}
            onClick={() => {
              handle(reaction);
            }}
            className={cx('reaction', mine && 'reaction-own')}
          >
            <span aria-hidden>{emoji}</span>
            {contactIds.length > 1 && <span aria-hidden>{contactIds.length}</span>}
            <span aria-hidden className="reaction-who">
              {names}
            </span>
          </button>
        );
      })}
    </div>
  );
}
