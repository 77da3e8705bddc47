import { type Agent, QUEEN_ID } from '../../shared/contact.ts';
import { EVERYONE } from '../../shared/mention.ts';
import { Refusal } from '../refusal.ts';

/** Throws a Refusal where a person would pass for an agent, the queen or everybody by this name. */
export type RequireOwnName = (name: string) => void;

export function ownNames(agents: readonly Pick<Agent, 'name' | 'handle'>[]): RequireOwnName {
  const taken = new Set([EVERYONE, QUEEN_ID, ...agents.flatMap(({ name, handle }) => [name, handle])].map(fold));
  return (name) => {
    if (!taken.has(fold(name))) return;
    throw new Refusal('conflict', 'An agent goes by this name.', { reason: 'name-of-agent' });
  };
}

/** What remains of a name for the eye: letters and digits, whatever their case and width. */
function fold(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
