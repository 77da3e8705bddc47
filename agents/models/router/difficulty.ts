import type { Tier } from '../../../shared/contact.ts';
import type { Features } from './features.ts';

/** One reason why a request is thought hard, with what it adds to the score. */
export type Part = { feature: keyof Features | 'agent'; adds: number };
export type Difficulty = { score: number; parts: readonly Part[] };

/**
 * What a feature adds at most, and the amount of it at which it adds half of that. They are judgements, not measured
 * values: together they can reach 1, and none but long code or deep mathematics leaves the edge tier by itself. What
 * they get wrong the win rates of each agent correct, and `calibrate` fits the thresholds to the traffic.
 */
const WEIGHTS: Record<keyof Features, { most: number; half: number }> = {
  codeLines: { most: 0.35, half: 12 },
  maths: { most: 0.3, half: 3 },
  characters: { most: 0.25, half: 2_500 },
  questions: { most: 0.2, half: 3 },
  tools: { most: 0.15, half: 3 },
  attachments: { most: 0.15, half: 1 },
  otherLanguages: { most: 0.1, half: 1 },
  depth: { most: 0.1, half: 12 },
};

/** An agent that was made for a tier has work of that kind. */
const OF_AGENT: Record<Tier, number> = { edge: -0.1, cloud: 0, premium: 0.15 };
/** A question and no list is what most requests are. */
const USUAL_QUESTIONS = 1;

/** How hard a request is, 0 to 1: each feature adds `most × amount / (amount + half)`, growing ever more slowly. */
export function difficultyOf(features: Features, agentTier: Tier): Difficulty {
  const amounts: Features = { ...features, questions: Math.max(0, features.questions - USUAL_QUESTIONS) };
  const parts: Part[] = [];
  for (const feature of FEATURES) {
    const { most, half } = WEIGHTS[feature];
    const amount = Math.max(0, amounts[feature]);
    if (amount > 0) parts.push({ feature, adds: (most * amount) / (amount + half) });
  }
  if (OF_AGENT[agentTier] !== 0) parts.push({ feature: 'agent', adds: OF_AGENT[agentTier] });
  parts.sort((a, b) => Math.abs(b.adds) - Math.abs(a.adds));
  const sum = parts.reduce((total, part) => total + part.adds, 0);
  return { score: Math.min(1, Math.max(0, sum)), parts };
}

const FEATURES: readonly (keyof Features)[] = [
  'codeLines',
  'maths',
  'characters',
  'questions',
  'tools',
  'attachments',
  'otherLanguages',
  'depth',
];
