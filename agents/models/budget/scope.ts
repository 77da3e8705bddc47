import type { MemberRole } from '../../../shared/chat.ts';

export type ScopeKind = 'run' | 'chat' | 'agent' | 'user' | 'workspace';

/** What somebody is to a scope. */
export type Standing = {
  /** Of the workspace. */
  isAdmin: boolean;
  /** They asked for the run. */
  asked: boolean;
  /** In the run's or the scope's chat; null for who is not a member. */
  chatRole: MemberRole | null;
  /** They made the agent. */
  madeAgent: boolean;
};

type Raiser = 'workspace-admin' | 'chat-manager' | 'asker' | 'agent-maker';

/** A person's own budget is not theirs to raise: somebody else pays. */
const RAISERS: Readonly<Record<ScopeKind, readonly Raiser[]>> = {
  run: ['asker', 'chat-manager', 'workspace-admin'],
  chat: ['chat-manager', 'workspace-admin'],
  agent: ['agent-maker', 'workspace-admin'],
  user: ['workspace-admin'],
  workspace: ['workspace-admin'],
};

/** Who sees the button that raises the budget of such a scope; wider budgets still hold above it. */
export function mayRaise(kind: ScopeKind, standing: Standing): boolean {
  return RAISERS[kind].some((raiser) => {
    switch (raiser) {
      case 'workspace-admin':
        return standing.isAdmin;
      case 'chat-manager':
        return standing.chatRole === 'owner' || standing.chatRole === 'admin';
      case 'asker':
        return standing.asked && standing.chatRole !== null;
      case 'agent-maker':
        return standing.madeAgent;
    }
  });
}
