import type { Prompt } from '../../models/chain.ts';
import { offerCharacters } from '../../providers/offerCharacters.ts';
import type { ToolOffer } from '../../providers/provider.ts';
import { characterBudget } from '../compose.ts';

/** Part of the window that is for the rounds even where the conversation takes all of it: characters are counted long. */
const LEAST_SHARE = 1 / 4;

/** How many characters of calls and results a model can take after the conversation and what it is told of its tools. */
export function roundCharacters(
  { contextTokens, maxOutputTokens }: { contextTokens: number; maxOutputTokens: number },
  { system, turns }: Prompt,
  offers: readonly ToolOffer[],
): number {
  const all = characterBudget(contextTokens, maxOutputTokens);
  const conversation = turns.reduce((sum, turn) => sum + turn.text.length, system.length);
  const taken = conversation + offerCharacters(offers);
  return Math.max(Math.floor(all * LEAST_SHARE), all - taken);
}
