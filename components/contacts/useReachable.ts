import { useMemo } from 'react';
import { type ContactView, selectContacts, selectMe } from '../../client/select/contacts.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { reachable } from './contactSearch.ts';

const nobody: readonly string[] = [];

/** Everyone of the workspace but me and those named. */
export function useReachable(except: readonly string[] = nobody): readonly ContactView[] {
  const contacts = useWaggleState(selectContacts);
  const me = useWaggleState(selectMe);
  return useMemo(() => reachable(contacts.values(), new Set([me, ...except])), [contacts, me, except]);
}
