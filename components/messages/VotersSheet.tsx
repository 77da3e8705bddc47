import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import type { Message } from '../../shared/message.ts';
import { useContactName } from '../chat/useContactName.ts';
import { ContactAvatar } from '../contacts/ContactAvatar.tsx';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { PanelSheet } from './PanelSheet.tsx';

/** Who said what: the votes of a poll, or who comes to an event. */
export function VotersSheet({ message }: { message: Message }) {
  const t = useT('polls');
  const tEvent = useT('appointments');
  const contacts = useWaggleState(selectContacts);
  const contactName = useContactName();
  const { poll, appointment } = message;
  const groups = poll
    ? poll.choices.map(({ text, voters }) => ({ title: text, ids: voters }))
    : (['yes', 'maybe', 'no'] as const).map((answer) => ({
        title: tEvent(answer),
        ids: (appointment?.coming ?? []).filter((one) => one.answer === answer).map(({ contactId }) => contactId),
      }));
  return (
    <PanelSheet title={poll ? t('votersTitle') : tEvent('answers')}>
      <h3 className="mb-4 text-lg font-semibold">{message.text}</h3>
      <div className="flex flex-col gap-5">
        {groups.map(({ title, ids }) => (
          <section key={title}>
            <h4 className="mb-1 flex justify-between gap-3 font-medium">
              <span>{title}</span>
              <span className="shrink-0 text-sm text-muted">{ids.length}</span>
            </h4>
            <ul role="list" aria-label={title}>
              {ids.map((id) => (
                <li key={id} className="flex min-h-12 items-center gap-3">
                  <ContactAvatar contact={contactIn(contacts, id)} size="small" />
                  <span className="truncate">{contactName(contactIn(contacts, id))}</span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </PanelSheet>
  );
}
