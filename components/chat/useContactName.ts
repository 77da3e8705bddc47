import type { ContactView } from '../../client/select/contacts.ts';
import { useT } from '../i18n/useT.ts';

/** The name to show of a contact; those who are no longer in the workspace are someone. */
export function useContactName(): (contact: ContactView) => string {
  const t = useT('ui');
  return (contact) => contact.name || t('someone');
}
