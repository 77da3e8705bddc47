import { useState } from 'react';
import type { CommandInput, CommandName } from '../../shared/command.ts';
import type { Failure } from '../../shared/reply.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { showToast } from '../ui/toasts.ts';

/** Gives a command, one at a time, and says `done` in a toast when it was; a failure stays until the next attempt. */
export function useSaved(done: string) {
  const waggle = useWaggle();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = async <N extends CommandName>(name: N, input: CommandInput<N>): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setFailure(null);
    const reply = await waggle.command(name, input);
    setBusy(false);
    if (reply.ok) showToast({ text: done, lasts: 2500 });
    else setFailure(reply);
    return reply.ok;
  };
  return { busy, failure, save };
}
