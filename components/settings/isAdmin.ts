import type { ClientState } from '../../client/state.ts';

/** Whether I look after the workspace; everybody hears at once when that changes, the session only later. */
export function isAdmin({ session, workspace }: Pick<ClientState, 'session' | 'workspace'>): boolean {
  if (session.kind !== 'signed-in') return false;
  const known = workspace?.users.find((user) => user.id === session.user.id);
  return (known ?? session.user).role === 'admin';
}
