import { useEffect, useState } from 'react';
import type { CommandOutput } from '../../shared/command.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';

type Known = CommandOutput<'mcp:prompts'>;

const nothing: Known = { prompts: [], silent: [] };

/**
 * What connected servers have ready, asked anew whenever somebody begins to look and when a server says meanwhile that
 * it has others; nothing until it is there.
 */
export function usePrompts(looking: boolean): Known {
  const waggle = useWaggle();
  const version = useWaggleState((state) => state.promptsVersion);
  const [known, setKnown] = useState(nothing);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version has others
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
  }, [waggle, looking, version]);
  return known;
}
