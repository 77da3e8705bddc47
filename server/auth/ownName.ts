import { type Agent, QUEEN_ID } from '../../shared/contact.ts';
import { EVERYONE } from '../../shared/mention.ts';
import { Refusal } from '../refusal.ts';

/** Throws a Refusal where a person would pass for an agent, the queen or everybody by this name. */
export type RequireOwnName = (name: string) => void;

type Named = Pick<Agent, 'name' | 'handle'> & {
  own?: Pick<NonNullable<Agent['own']>, 'archived'> & { trial?: boolean | undefined };
};

/** `agents` are those there are when a name is wanted. */
export function ownNames(agents: () => readonly Named[]): RequireOwnName {
  return (name) => {
    if (!namesOfAgents(agents()).has(foldName(name))) return;
    throw new Refusal('conflict', 'An agent goes by this name.', { reason: 'name-of-agent' });
  };
}

/** What agents go by, folded; the names of those that nobody mentions any more are free. */
export function namesOfAgents(agents: readonly Named[]): Set<string> {
  const live = agents.filter(({ own }) => own === undefined || (!own.archived && own.trial !== true));
  return new Set([EVERYONE, QUEEN_ID, ...live.flatMap(({ name, handle }) => [name, handle])].map(foldName));
}

/** What remains of a name for the eye: letters and digits, whatever their case and width. */
export function foldName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
