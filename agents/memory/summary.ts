import type { AnswerFacts, AnswerFailure, SenderKind } from '../../shared/message.ts';

/** A message to be summarised; `at` is milliseconds since 1970. */
export type SummaryMessage = { name: string; senderKind: SenderKind; text: string; at: number };

/** What a summary is made of: an earlier one, empty where there is none, and what was said since. */
export type SummaryOrder = {
  chatId: string;
  /** In whose name it is made. */
  asker: { id: string; timeZone: string };
  before: string;
  messages: readonly SummaryMessage[];
  /** Nothing of it goes to a model that is not on a machine of the owner. */
  localOnly?: boolean;
};

/** Who made a summary, and what that took; the cost, in millionths of a US dollar, is null where it is not known. */
export type SummaryFacts = Pick<
  AnswerFacts,
  'provider' | 'model' | 'inputTokens' | 'outputTokens' | 'costMicros' | 'shares'
>;

/** `facts` are null where no model made it but rules, which the text says itself. */
export type Summarised =
  | { kind: 'made'; text: string; facts: SummaryFacts | null }
  | { kind: 'not-made'; failure: AnswerFailure | 'stopped' };

/** Longest summary, in UTF-16 code units. */
export const SUMMARY_LENGTH = 6_000;
