import { offerCharacters } from '../../providers/offerCharacters.ts';
import type { ModelRequest } from '../../providers/provider.ts';

/** Rather too many tokens than too few. */
const CHARACTERS_PER_TOKEN = 3;

/** As many tokens as the prompt of a request can have. */
export function requestTokens({ system, turns, rounds = [], tools = [] }: ModelRequest): number {
  const conversation = turns.reduce((sum, { text }) => sum + text.length, system.length);
  const characters = rounds.reduce(
    (sum, { text, calls, results }) =>
      [...calls, ...results].reduce((more, one) => more + one.text.length, sum + text.length),
    conversation,
  );
  return Math.ceil((characters + offerCharacters(tools)) / CHARACTERS_PER_TOKEN);
}
