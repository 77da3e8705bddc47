import { useMemo } from 'react';
import { type ContactView, selectContacts, selectMe } from '../../client/select/contacts.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { reachable } from './contactSearch.ts';

const nobody: readonly string[] = [];

/** Everyone of the workspace but me and those named; for a group only those that the others may meet. */
export function useReachable({
  except = nobody,
  forGroup = false,
}: {
  except?: readonly string[];
  forGroup?: boolean;
} = {}): readonly ContactView[] {
  const contacts = useWaggleState(selectContacts);
  const me = useWaggleState(selectMe);
  return useMemo(() => reachable(contacts.values(), { me, except, forGroup }), [contacts, me, except, forGroup]);
}
