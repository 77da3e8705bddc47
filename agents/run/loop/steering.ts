import type { Prompt } from '../../models/chain.ts';
import { groundAfter } from '../confirming/ground.ts';
import { oneLine } from '../request.ts';
import type { Steer } from './ports.ts';
import type { State } from './state.ts';

/** Puts what people added before the next turn where its model reads it: after the last round, or after the request. */
export function takeUp(steers: readonly Steer[], state: State): void {
  const added = steers.map(({ by, text }) => `${oneLine(by)} adds: ${text}`).join('\n\n');
  state.tainted ||= steers.some(({ own }) => !own);
  state.ground = steers.reduce(groundAfter, state.ground);
  const last = state.rounds.pop();
  if (last === undefined) state.opening = added;
  else state.rounds.push({ ...last, added: [last.added ?? '', added].filter((text) => text !== '').join('\n\n') });
}

/** The prompt with what people added before the first turn. */
export function withOpening(prompt: Prompt, opening: string): Prompt {
  const last = prompt.turns.at(-1);
  if (opening === '' || last === undefined) return prompt;
  return { ...prompt, turns: [...prompt.turns.slice(0, -1), { ...last, text: `${last.text}\n\n${opening}` }] };
}
