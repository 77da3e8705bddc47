import { useEffect, useState } from 'react';
import type { CommandInput, CommandName, CommandOutput } from '../../shared/command.ts';
import type { Reply } from '../../shared/reply.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';

/** The answer to a question that is asked when shown, and again as `version` changes; null until it is there. */
export function useAnswer<N extends CommandName>(
  name: N,
  input: CommandInput<N>,
  version = 0,
): Reply<CommandOutput<N>> | null {
  const waggle = useWaggle();
  const [answer, setAnswer] = useState<Reply<CommandOutput<N>> | null>(null);
  const [question] = useState(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is answered may be another thing at another version
  useEffect(() => {
    let shown = true;
    void waggle.command(name, question).then((reply) => {
      if (shown) setAnswer(reply);
    });
    return () => {
      shown = false;
    };
  }, [waggle, name, question, version]);
  return answer;
}
