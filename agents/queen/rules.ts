import type { AnswerFacts } from '../../shared/message.ts';
import type { Specialist } from '../roster/agent.ts';
import { type Language, languageOf } from '../run/language.ts';
import { stem, wordsOf } from './words.ts';

export type Choice = { agentIds: readonly string[]; explanation: string; used?: ChoiceFacts };

/** What a model used to choose. */
export type ChoiceFacts = Pick<
  AnswerFacts,
  'provider' | 'model' | 'inputTokens' | 'outputTokens' | 'costMicros' | 'shares'
>;

const MOST = 2;
/** A word of its field counts 2, a word of its description 1, its name 3. */
const WEIGHT = { field: 2, about: 1, name: 3 };
const ENOUGH = 2;

const ASKING: Record<Language, ReadonlySet<string>> = {
  en: new Set(
    `what how why when where which who can could would should please show write explain make give help find tell compare
    translate plan list calculate summarise summarize need want`.split(/\s+/),
  ),
  de: new Set(
    `was wie warum wann wo welche welcher welches wer kann kannst könnt könnte könntest soll sollen sollte bitte zeige
    zeig schreibe schreib erkläre erklär mach mache gib hilf finde sag vergleiche übersetze plane nenne berechne
    fasse brauche brauchen möchte`.split(/\s+/),
  ),
};

/**
 * Who should answer, without a model: the one or two agents whose field shares most words with the request. Nobody where
 * the text asks for nothing (people talking with each other) or no field is near it.
 */
export function chooseByRules(request: string, agents: readonly Specialist[]): Choice {
  const language = languageOf(request);
  const words = wordsOf(request);
  if (!asks(request, words, language)) return nobody(language);
  const scored = agents
    .map((agent, order) => ({ agent, order, ...score(words, agent) }))
    .filter(({ points }) => points >= ENOUGH)
    .sort((a, b) => b.points - a.points || a.order - b.order);
  const best = scored[0];
  if (best === undefined) return nobody(language);
  const chosen = scored.filter(({ points }) => points >= best.points * 0.75).slice(0, MOST);
  return {
    agentIds: chosen.map(({ agent }) => agent.id),
    explanation: explain(chosen, language),
  };
}

/** True for a question or a request; small talk and statements ask nobody. */
function asks(text: string, words: readonly string[], language: Language): boolean {
  return text.includes('?') || words.slice(0, 6).some((word) => ASKING[language].has(word));
}

function score(words: readonly string[], agent: Specialist): { points: number; shared: string[] } {
  const field = new Set(agent.words.map(stem));
  const about = new Set(
    wordsOf(agent.about)
      .filter((word) => word.length > 3)
      .map(stem),
  );
  const names = new Set([agent.handle, agent.name.toLowerCase()]);
  const shared = new Map<string, number>();
  for (const word of new Set(words)) {
    const root = stem(word);
    if (names.has(word)) shared.set(word, WEIGHT.name);
    else if (field.has(root)) shared.set(word, WEIGHT.field);
    else if (about.has(root)) shared.set(word, WEIGHT.about);
  }
  const points = [...shared.values()].reduce((sum, weight) => sum + weight, 0);
  return { points, shared: [...shared.keys()] };
}

function explain(chosen: readonly { agent: Specialist; shared: string[] }[], language: Language): string {
  const why = chosen.map(({ agent, shared }) => `${agent.name} (${shared.slice(0, 3).join(', ')})`);
  return language === 'de' ? `Passt zum Gebiet von ${why.join(' und ')}.` : `In the field of ${why.join(' and ')}.`;
}

function nobody(language: Language): Choice {
  return {
    agentIds: [],
    explanation: language === 'de' ? 'Nichts, wobei ein Agent helfen müsste.' : 'Nothing an agent needs to help with.',
  };
}
