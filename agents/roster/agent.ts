import type { Agent } from '../../shared/contact.ts';
import type { Effort } from '../../shared/effort.ts';
import type { ToolName } from '../tools/toolNames.ts';

/** A model by provider, as in `anthropic/claude-…`; the provider's id is what stands before the first slash. */
export type ModelName = `${string}/${string}`;

/** A specialist in full: what people see and what the models are told. */
export type Specialist = Agent & {
  instructions: string;
  /** Tried in this order, as far as their providers are configured; after them what the tier offers. */
  models: readonly ModelName[];
  maxOutputTokens: number;
  /** How much its models think, however hard a request is. */
  effort?: Effort;
  /** It is not asked of a cheaper tier where money is short. */
  staysInTier?: boolean;
  /** What it may use, as far as it is set up. */
  tools: readonly ToolName[];
  /** Words, English and German, that hint at its field when the queen chooses without a model. */
  words: readonly string[];
  /** Who wrote its instructions, where a person did. */
  wordsBy?: string;
};
