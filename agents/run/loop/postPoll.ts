import { POLL_BLOCK } from '../../tools/poll/pollBlock.ts';
import { takePoll } from '../pollBlock.ts';
import type { CallSurroundings } from './callTool.ts';
import type { NextStep, PlannedCall } from './nextStep.ts';
import type { LoopPorts } from './ports.ts';
import { runCalls } from './runCalls.ts';
import type { State } from './state.ts';
import type { Taken } from './takeTurn.ts';

/** What became of the poll in an answer's text: there is none, people let it be posted or not, or the step was stopped. */
export type PollBlock = 'none' | 'posted' | 'denied' | 'stopped';

/**
 * Asks for the poll that a whole answer has in a block, as its agent's call of the tool would be asked for. The turn is
 * kept before that, so that a step done again asks for the same.
 */
export async function postPoll(
  ending: NextStep,
  { turn, unrecorded }: Extract<Taken, { kind: 'turn' }>,
  { key, state, loop, around }: { key: string; state: State; loop: LoopPorts; around: Omit<CallSurroundings, 'key'> },
): Promise<PollBlock> {
  if (ending.kind !== 'final' || ending.finish !== 'complete' || turn.calls.length > 0) return 'none';
  const posted = takePoll(state.shown);
  if (posted === null) return 'none';
  if (unrecorded !== null) await loop.recordTurn(key, unrecorded);
  const input = { question: posted.question, ...posted.poll };
  const call = { id: 'poll', name: POLL_BLOCK.name, input, text: JSON.stringify(input) };
  const planned: PlannedCall = { call, position: 0, plan: { do: 'run', tool: POLL_BLOCK, input } };
  const cameOf = await runCalls([planned], key, around, state.citations);
  if (cameOf.stopped) return 'stopped';
  return cameOf.results.every(({ failed }) => !failed) ? 'posted' : 'denied';
}
