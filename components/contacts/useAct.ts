import { useCallback } from 'react';
import type { CommandInput, CommandName } from '../../shared/command.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';

/** Gives a command whose success shows by itself; a failure is said in a toast. Answers whether it was done. */
export function useAct(): <N extends CommandName>(name: N, input: CommandInput<N>) => Promise<boolean> {
  const waggle = useWaggle();
  const words = useFailureText();
  return useCallback(
    async (name, input) => {
      const reply = await waggle.command(name, input);
      if (!reply.ok) showToast({ kind: 'failure', text: words(reply) });
      return reply.ok;
    },
    [waggle, words],
  );
}
