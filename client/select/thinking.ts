import type { Message } from '../../shared/message.ts';
import type { ClientState } from '../state.ts';

/** Whether the model of an answer being written tells of its thinking: `now`, or `before`; null where it told nothing. */
export function selectThinking(
  { live, steps }: Pick<ClientState, 'live' | 'steps'>,
  { id, status, epoch, cards }: Message,
): 'now' | 'before' | null {
  const known = live[id];
  if (status !== 'streaming' || !known?.thought || known.epoch < epoch) return null;
  // A device that came later was not told of the step.
  const step = steps[id] ?? (known.text === '' && !cards ? 'thinking' : null);
  return step === 'thinking' ? 'now' : 'before';
}
