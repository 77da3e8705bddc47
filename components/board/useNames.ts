import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';

/** What contacts are called, by their ids. */
export function useNames(): (contactId: string) => string {
  const contacts = useWaggleState(selectContacts);
  const contactName = useContactName();
  return (contactId) => contactName(contactIn(contacts, contactId));
}
