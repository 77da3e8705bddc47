import { QUEEN_ID } from '../../shared/contact.ts';
import type { Specialist } from '../roster/agent.ts';

/** Who decides who answers and writes the combined answer; she is no member of any chat and cannot be mentioned. */
export const queen: Specialist = {
  id: QUEEN_ID,
  handle: QUEEN_ID,
  name: 'Queen',
  colour: { light: '#9A5E07', dark: '#FFD166' },
  icon: 'crown',
  about: 'Decides who works on a request and brings the answers together.',
  starters: [],
  tier: 'edge',
  models: ['anthropic/claude-haiku-5-5', 'openai/gpt-6-luna', 'anthropic/claude-sonnet-5-5', 'openai/gpt-6.1-terra'],
  maxOutputTokens: 3000,
  effort: 'low',
  tools: [],
  words: [],
  instructions: `You lead a team of specialists. You do not answer in their place: you decide who works and bring together what they found.`,
};
