import { useEffect, useState } from 'react';
import type { CommandOutput } from '../../shared/command.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';

type Known = CommandOutput<'mcp:prompts'>;

const nothing: Known = { prompts: [], silent: [] };

/** What connected servers have ready, asked anew whenever somebody begins to look; nothing until it is there. */
export function usePrompts(looking: boolean): Known {
  const waggle = useWaggle();
  const [known, setKnown] = useState(nothing);
  useEffect(() => {
    if (!looking) return;
    let shown = true;
    void waggle.command('mcp:prompts', {}).then((reply) => {
      // Who writes is not told that nothing could be offered.
      if (shown) setKnown(reply.ok ? reply.data : nothing);
    });
    return () => {
      shown = false;
    };
  }, [waggle, looking]);
  return known;
}
