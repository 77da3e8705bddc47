import { type ContactView, isUsable } from '../../client/select/contacts.ts';
import { type Agent, QUEEN_ID } from '../../shared/contact.ts';

type Reach = {
  me: string;
  except?: Iterable<string>;
  /** Without those that only their maker may use. */
  forGroup?: boolean;
};

/** Contacts one can write to, people first, each by name; without oneself, those in `except` and the queen. */
export function reachable(
  contacts: Iterable<ContactView>,
  { me, except = [], forGroup = false }: Reach,
): readonly ContactView[] {
  const out = new Set([me, QUEEN_ID, ...except]);
  return [...contacts]
    .filter((contact) => contact.kind !== 'unknown' && !out.has(contact.id) && isUsable(contact, me))
    .filter((contact) => contact.kind !== 'agent' || isThere(contact.agent, forGroup))
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

function isThere({ own }: Agent, forGroup: boolean): boolean {
  return own === undefined || (own.trial === undefined && (own.shared || own.people !== undefined || !forGroup));
}

function rank(contact: ContactView): number {
  return contact.kind === 'user' ? 0 : 1;
}

/** Lower case and without accents, so that `Oznur` finds `Öznur`. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
