import { useEffect, useState } from 'react';
import type { CommandInput, CommandName, CommandOutput } from '../../shared/command.ts';
import type { Reply } from '../../shared/reply.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';

/** The answer to a question that is asked once when shown; null until it is there. */
export function useAnswer<N extends CommandName>(name: N, input: CommandInput<N>): Reply<CommandOutput<N>> | null {
  const waggle = useWaggle();
  const [answer, setAnswer] = useState<Reply<CommandOutput<N>> | null>(null);
  const [question] = useState(input);
  useEffect(() => {
    let shown = true;
    void waggle.command(name, question).then((reply) => {
      if (shown) setAnswer(reply);
    });
    return () => {
      shown = false;
    };
  }, [waggle, name, question]);
  return answer;
}
