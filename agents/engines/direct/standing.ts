import type { Specialist } from '../../roster/agent.ts';
import { type Ground, groundOf } from '../../run/confirming/ground.ts';
import type { ToolName } from '../../tools/toolNames.ts';
import type { RunOrder, RunPorts } from '../engine.ts';

const CONFIRM: ToolName = 'confirm_understanding';

/**
 * What an agent's answer stands on: who can have confirmed what it understood has its advice wait for that, whether it
 * asks or not.
 */
export async function standingOf(
  agent: Pick<Specialist, 'id' | 'tools' | 'words'>,
  { request, context, asker }: Pick<RunOrder, 'request' | 'context' | 'asker'>,
  ports: Pick<RunPorts, 'confirmedUpto'>,
): Promise<Ground> {
  if (!agent.tools.includes(CONFIRM)) return 'free';
  const earlier = context
    .filter(({ senderId }) => senderId === asker.id)
    .map(({ text, seq = Number.MAX_SAFE_INTEGER }) => ({ text, seq }));
  const confirmedUpto = (await ports.confirmedUpto?.(agent.id)) ?? null;
  return groundOf({ request: request.text, earlier, words: agent.words, confirmedUpto });
}
