import type { ContactView } from '../../client/select/contacts.ts';
import { QUEEN_ID } from '../../shared/contact.ts';

/** Contacts one can write to, people first, each by name; without those in `except` and without the queen. */
export function reachable(contacts: Iterable<ContactView>, except: ReadonlySet<string>): readonly ContactView[] {
  return [...contacts]
    .filter((contact) => contact.kind !== 'unknown' && contact.id !== QUEEN_ID && !except.has(contact.id))
    .sort((a, b) => rank(a) - rank(b) || (a.kind === 'user' ? a.name.localeCompare(b.name) : 0));
}

/** Those whose name (or, with agents, handle) has a word that begins with what was typed. */
export function matching(contacts: readonly ContactView[], text: string): readonly ContactView[] {
  const wanted = fold(text.trim());
  if (wanted === '') return contacts;
  return contacts.filter((contact) => {
    const names = contact.kind === 'agent' ? [contact.name, contact.agent.handle] : [contact.name];
    return names.some((name) => ` ${fold(name)}`.includes(` ${wanted}`));
  });
}

function rank(contact: ContactView): number {
  return contact.kind === 'user' ? 0 : 1;
}

/** Lower case and without accents, so that `Oznur` finds `Öznur`. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
