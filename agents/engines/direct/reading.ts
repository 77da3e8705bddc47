import type { Candidate } from '../../models/candidate.ts';
import type { Cached } from '../../models/router/conversations.ts';
import type { Specialist } from '../../roster/agent.ts';
import { characterBudget } from '../../run/compose.ts';
import type { RunOrder, StepResult } from '../engine.ts';

/** What stands in every prompt beside the conversation. */
const HOUSE_CHARACTERS = 6_000;
/** Rather too many than too few, so that nobody stays for what is not there. */
const CHARACTERS_PER_TOKEN = 5;

/** Of the whole prompt, before any of it is left out. */
export function charactersOf(agent: Specialist, { request, context, chat, memory }: RunOrder): number {
  const before = request.text.length + (memory?.summary?.text.length ?? 0);
  const conversation = context.reduce((sum, { text }) => sum + text.length, before);
  return conversation + agent.instructions.length + chat.instructions.length + HOUSE_CHARACTERS;
}

/** Of all that this agent may be told there. */
export function budgetOf(candidate: Candidate, agent: Specialist): number {
  return characterBudget(candidate.contextTokens, agent.maxOutputTokens);
}

/** Which of those asked read the conversation for this result; its provider may name it with a date. */
export function readBy(result: StepResult, asked: readonly Candidate[], characters: number): Cached | null {
  const facts = 'facts' in result ? result.facts : undefined;
  if (facts == null) return null;
  const [by] = asked
    .filter(({ provider, model }) => provider.id === facts.provider && facts.model.startsWith(model))
    .sort((a, b) => b.model.length - a.model.length);
  // What was used is the sum of several turns, each of which read the same beginning.
  const tokens = Math.min(facts.inputTokens, Math.floor(characters / CHARACTERS_PER_TOKEN));
  return by === undefined ? null : { model: by.name, tokens };
}
