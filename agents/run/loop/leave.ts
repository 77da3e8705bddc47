import { HANDOVER } from '../../engines/engine.ts';
import type { Share } from '../../models/budget/spent.ts';
import type { Log } from '../log.ts';
import type { LoopPorts } from './ports.ts';

type Around = {
  request: { stepId: string; signal: AbortSignal; spent?: readonly Share[] | null | undefined };
  loop: Pick<LoopPorts, 'keepSpent'>;
  log: Log;
};

/**
 * Keeps what a step used that is recorded nowhere, where another process goes on with it: that one asks again, and knows
 * nothing of it. Never throws, as the step must be left all the same.
 */
export async function leave(unrecorded: readonly Share[], { request, loop, log }: Around): Promise<void> {
  const { stepId, signal, spent } = request;
  if (signal.reason !== HANDOVER || unrecorded.length === 0) return;
  try {
    await loop.keepSpent([...(spent ?? []), ...unrecorded]);
  } catch (error) {
    log.warn({ err: error, stepId }, 'what a step used could not be kept');
  }
}
