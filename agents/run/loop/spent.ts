/** What a part of an answer used; the cost, in millionths of a US dollar, is null where it is not known. */
export type Spent = { inputTokens: number; outputTokens: number; costMicros: number | null };

export const NOTHING: Spent = { inputTokens: 0, outputTokens: 0, costMicros: 0 };

/** Both together; a cost that is not known makes that of both unknown. */
export function plus(one: Spent, other: Spent): Spent {
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    costMicros: one.costMicros === null || other.costMicros === null ? null : one.costMicros + other.costMicros,
  };
}
