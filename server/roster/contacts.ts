import type { Agent } from '../../shared/contact.ts';
import { Refusal } from '../refusal.ts';

/** The agents as contacts: what the rest of the server knows of them. */
export type AgentContacts = {
  /** Those that every workspace has. */
  readonly builtIn: readonly Agent[];
  /** All there are, whoever may use them. */
  all(): readonly Agent[];
  /** Whom this person may write to, mention and let answer. */
  usableBy(userId: string): readonly Agent[];
  nameOf(agentId: string): string | undefined;
  /** What everybody may know now; read after the version of the workspace, it is never older than that. */
  readMet(): Promise<Agent[]>;
  /** What this person made, was chosen for, or alone has met; the same holds for the version of their own state. */
  readKnownTo(userId: string): Promise<Agent[]>;
};

/**
 * The ids of those that this person may bring into a group; refuses where one is `wanted` that only its maker may use.
 * Others meet there what is for chosen people, and are not answered by it.
 */
export function forGroupsOf(
  agents: Pick<AgentContacts, 'usableBy'>,
  userId: string,
  wanted: readonly string[],
): ReadonlySet<string> {
  const usable = agents.usableBy(userId);
  if (usable.some(({ id, own }) => own && !own.shared && own.people === undefined && wanted.includes(id))) {
    throw new Refusal('conflict', 'Share this agent before it joins a group.', { reason: 'agent-private' });
  }
  return new Set(usable.map(({ id }) => id));
}

/** No agents but these. */
export function onlyThese(agents: readonly Agent[]): AgentContacts {
  return {
    builtIn: agents,
    all: () => agents,
    usableBy: () => agents,
    nameOf: (id) => agents.find((agent) => agent.id === id)?.name,
    readMet: () => Promise.resolve([...agents]),
    readKnownTo: () => Promise.resolve([]),
  };
}
