import { writeAgentFile } from '../../shared/agentFile.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { saveFile } from '../ui/saveFile.ts';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';

/** Saves an agent as a file on this device. */
export function useExport(): (agentId: string) => void {
  const waggle = useWaggle();
  const words = useFailureText();

  const save = async (agentId: string) => {
    const reply = await waggle.command('agent:read', { agentId });
    if (!reply.ok) {
      showToast({ kind: 'failure', text: words(reply) });
      return;
    }
    const { definition } = reply.data;
    saveFile(`${definition.handle}.agent.json`, new Blob([writeAgentFile(definition)], { type: 'application/json' }));
  };

  return (agentId) => void save(agentId);
}
