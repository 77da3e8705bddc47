import type { Agent } from '../../shared/contact.ts';
import type { Audience } from '../../shared/ownAgent.ts';

/** Who may use an agent as it stands in the form: people stay chosen while another answer is looked at. */
export type Asked = { kind: Audience['kind']; people: readonly string[] };

export function askedOf(who: Audience): Asked {
  return { kind: who.kind, people: who.kind === 'chosen' ? who.people : [] };
}

/** What the form says; nobody chosen is its maker alone. */
export function audienceIn({ kind, people }: Asked): Audience {
  if (kind !== 'chosen') return { kind };
  return people.length > 0 ? { kind, people } : { kind: 'me' };
}

/** For whom an agent is, as far as one knows. */
export function audienceOf({ shared, people = [] }: NonNullable<Agent['own']>): Audience {
  return shared ? { kind: 'all' } : audienceIn({ kind: 'chosen', people });
}

export function isSameAudience(a: Audience, b: Audience): boolean {
  if (a.kind !== 'chosen' || b.kind !== 'chosen') return a.kind === b.kind;
  return a.people.length === b.people.length && a.people.every((id) => b.people.includes(id));
}
