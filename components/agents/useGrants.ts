import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';
import type { Grant } from './grants.ts';

/** Gives a saved agent tools of connected servers, or takes them; what could not be done is said. Whether all was. */
export function useGrants(): (agentId: string, grants: readonly Grant[]) => Promise<boolean> {
  const t = useT('ownAgents');
  const waggle = useWaggle();
  const failureText = useFailureText();
  return async (agentId, grants) => {
    const replies = await Promise.all(grants.map((grant) => waggle.command('mcp:grant', { ...grant, agentId })));
    const failure = replies.find((reply) => !reply.ok);
    if (!failure) return true;
    showToast({ kind: 'failure', text: t('toolsFailed', { why: failureText(failure) }) });
    return false;
  };
}
