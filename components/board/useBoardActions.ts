import type { CommandInput } from '../../shared/command.ts';
import type { Reply } from '../../shared/reply.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';

type Done = 'run:stop' | 'answer:stop' | 'answer:retry' | 'answer:pass';

/** Does what somebody asks for on the board; a refusal is shown as a toast. */
export function useBoardActions(): <N extends Done>(name: N, input: CommandInput<N>) => void {
  const waggle = useWaggle();
  const failureText = useFailureText();
  return (name, input) => {
    void waggle.command(name, input).then((reply: Reply<unknown>) => {
      if (!reply.ok) showToast({ kind: 'failure', text: failureText(reply) });
    });
  };
}
