import { isAborted } from '../../models/chain.ts';
import type { CallResult } from '../../providers/provider.ts';
import type { Tool } from '../../tools/tool.ts';
import { advises } from '../confirming/forThem.ts';
import { type Ground, isOpen } from '../confirming/ground.ts';
import { ASK_FIRST, NOTHING_SEEN } from '../confirming/words.ts';
import { LIMITS, type LoopLimits } from './limits.ts';
import type { NextStep, PlannedCall } from './nextStep.ts';
import type { LoopPorts } from './ports.ts';
import type { State } from './state.ts';
import type { Taken } from './takeTurn.ts';

/** A question that is advice counts as words that were held back: nobody is asked it. */
export function asksWithAdvice(next: NextStep, { ground }: Pick<State, 'ground'>): boolean {
  return next.kind === 'ask' && !isOpen(ground) && [next.question, ...next.choices].some(advises);
}

type Around = {
  request: { stepId: string; tools: readonly Tool[]; limits?: LoopLimits; signal: AbortSignal };
  state: State;
  loop: Pick<LoopPorts, 'recordTurn'>;
};

/** Where its words were held back, its model is told once to have confirmed first what it understood. */
export async function isToldToAsk(
  ending: NextStep,
  { turn, unrecorded }: Extract<Taken, { kind: 'turn' }>,
  { request, state, loop }: Around,
): Promise<boolean> {
  const { stepId, tools, limits = LIMITS, signal } = request;
  const round = state.rounds.length;
  if (turn.heldBack !== true || ending.kind !== 'final' || ending.finish !== 'complete') return false;
  if (turn.calls.length > 0 || state.ground === 'declined' || round + 1 >= limits.rounds || isAborted(signal))
    return false;
  if (!tools.some(({ confirms }) => confirms) || state.left[0]?.callsTools !== true) return false;
  if (state.rounds.some(({ added = '' }) => added.startsWith(ASK_FIRST))) return false;
  if (unrecorded !== null) await loop.recordTurn(`${stepId}/${round}`, unrecorded);
  const text = turn.text === '' ? NOTHING_SEEN : turn.text;
  state.rounds.push({ text, calls: [], kept: null, by: turn.by, results: [], added: ASK_FIRST });
  return true;
}

/** What an answer stands on once the person has been asked whether they were understood. */
export function groundOnceCalled(
  ground: Ground,
  calls: readonly PlannedCall[],
  results: readonly CallResult[],
): Ground {
  if (ground === 'free' || ground === 'emergency') return ground;
  const asked = calls.flatMap(({ call, plan }) => {
    if (plan.do === 'refuse' || plan.tool.confirms !== true) return [];
    return results.filter(({ callId }) => callId === call.id);
  });
  if (asked.length === 0) return ground;
  return asked.every(({ failed }) => !failed) ? 'confirmed' : 'declined';
}
