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

/** What one model used of an answer that several had a part in. */
export type Share = Spent & { provider: string; model: string };

/** What other models than this one used, each once; what nobody did is left out. */
export function othersThan(by: { provider: string; model: string }, shares: readonly Share[]): Share[] {
  const others = new Map<string, Share>();
  for (const share of shares) {
    const { provider, model } = share;
    if (provider === by.provider && model === by.model) continue;
    const name = `${provider}/${model}`;
    const before = others.get(name);
    others.set(name, before === undefined ? share : { provider, model, ...plus(before, share) });
  }
  return [...others.values()].filter((share) => share.inputTokens + share.outputTokens > 0 || share.costMicros !== 0);
}
