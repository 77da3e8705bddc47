import type { Tier } from '../../../shared/contact.ts';
import type { ModelName } from '../../roster/agent.ts';
import type { Capability } from '../catalog/catalogData.ts';
import type { Cost, UnknownPrice } from '../catalog/cost.ts';
import type { Difficulty } from './difficulty.ts';

/** Why a model can not be asked, in the order these are looked at. The words are the receipt's. */
export type Barrier =
  | { kind: 'capability'; capability: Capability | 'chat'; known: boolean }
  | { kind: 'context'; needsTokens: number; hasTokens: number; known: boolean }
  | { kind: 'privacy' }
  | { kind: 'breaker' }
  /** `needsMicros` is null where nothing is left and nobody knows what it costs. */
  | { kind: 'budget'; needsMicros: number | null; leftMicros: number }
  | { kind: 'price-unknown'; why: Extract<Cost, { unknown: string }>['unknown']; policy: UnknownPrice };

/** Why a model was passed over that could have been asked. */
export type Passed =
  | { kind: 'other-chosen'; by: 'person' | 'agent' }
  | { kind: 'tier'; tier: Tier | null; wanted: Tier }
  | { kind: 'cheaper-not-allowed'; tier: Tier | null; wanted: Tier }
  | { kind: 'less-preferred' }
  | { kind: 'prompt-cached-elsewhere'; savedMicros: number }
  /** A person is asked about the price of the one that was named. */
  | { kind: 'awaits-confirmation' };

/** Why the first one is first. */
export type Because =
  | { kind: 'choice'; by: 'person' | 'agent' }
  | { kind: 'tier'; wanted: Tier }
  /** Its tier had nobody who could be asked. */
  | { kind: 'nearest-tier'; wanted: Tier; tier: Tier | null }
  | { kind: 'cached-prompt'; cachedTokens: number; savedMicros: number };

export type Verdict =
  | { kind: 'chosen'; because: Because }
  /** Asked where those before it fail; the first after the chosen one has place 1. */
  | { kind: 'next'; place: number; passed: Passed }
  | { kind: 'passed-over'; passed: Passed }
  | { kind: 'barred'; barrier: Barrier };

export type Outcome =
  | { kind: 'ask'; model: ModelName; because: Because; ceiling: Cost }
  /** Nobody is asked before a person agreed to a price that nobody knows. */
  | { kind: 'confirm'; model: ModelName; ceiling: Cost }
  | { kind: 'nobody' };

/** What was decided, and about each candidate why. */
export type Decision = {
  outcome: Outcome;
  /** Whom to ask one after the other; the chosen one first. */
  order: readonly ModelName[];
  difficulty: Difficulty;
  /** `learned`: what people made of this agent's answers before led to a better tier, or to a cheaper one. */
  wanted: { tier: Tier; by: 'difficulty' | 'person' | 'agent'; learned?: 'better' | 'cheaper' };
  /** The model that was named, if it was not to be had. */
  unmet: ModelName | null;
  candidates: readonly { name: ModelName; tier: Tier | null; verdict: Verdict; ceiling: Cost }[];
};
