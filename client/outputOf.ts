import type * as z from 'zod/mini';
import type { CommandName, CommandOutput } from '../shared/command.ts';
import { firstCommands } from '../shared/firstCommands.ts';

/** What the answer to a command has to look like; of what only further views ask it is loaded, which may fail. */
export function outputOf<N extends CommandName>(name: N): Output<N> | Promise<Output<N>> {
  if (name in firstCommands) return firstCommands[name as keyof typeof firstCommands].output as unknown as Output<N>;
  return outputLater(name);
}

type Output<N extends CommandName> = z.ZodMiniType<CommandOutput<N>>;

async function outputLater<N extends CommandName>(name: N): Promise<Output<N>> {
  const { laterCommands } = await import('../shared/laterCommands.ts');
  return laterCommands[name as keyof typeof laterCommands].output as unknown as Output<N>;
}
