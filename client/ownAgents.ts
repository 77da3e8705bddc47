import type { Agent } from '../shared/contact.ts';
import type { WorkspaceState } from '../shared/sync.ts';

/** What a person made, of all agents that are known here. */
export function ownAgents(workspace: WorkspaceState | null, me: string): readonly Agent[] {
  return workspace?.agents.filter((agent) => agent.own?.by === me) ?? [];
}

/** The workspace as a person sees it: what they made whole, in the place of what everybody knows of it. */
export function withOwnAgents(workspace: WorkspaceState, own: readonly Agent[], me: string): WorkspaceState {
  return { ...workspace, agents: [...workspace.agents.filter((agent) => agent.own?.by !== me), ...own] };
}
