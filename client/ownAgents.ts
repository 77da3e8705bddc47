import type { Agent } from '../shared/contact.ts';
import type { WorkspaceState } from '../shared/sync.ts';

/**
 * The workspace as a person sees it: agents as their own state tells of them, in the place of what everybody knows of
 * them. What they made is in their own state alone.
 */
export function withOwnAgents(told: WorkspaceState, own: readonly Agent[], me: string): WorkspaceState {
  const ids = new Set(own.map(({ id }) => id));
  return { ...told, agents: [...told.agents.filter((agent) => agent.own?.by !== me && !ids.has(agent.id)), ...own] };
}
