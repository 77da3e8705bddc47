import type { AnswerShare } from '../../../shared/message.ts';

/** What a part of an answer used; the cost, in millionths of a US dollar, is null where it is not known. */
export type Spent = Pick<AnswerShare, 'inputTokens' | 'outputTokens' | 'costMicros'>;

/** What one model used of an answer that several may have a part in. */
export type Share = AnswerShare;

/** Whose part it was where that was not kept, as in older records: it counts for who answers. */
export const UNTOLD = { provider: '', model: '' };

type By = { provider: string; model: string };

const NOTHING: Spent = { inputTokens: 0, outputTokens: 0, costMicros: 0 };

/** All of them together; a cost that is not known makes that of all unknown. */
export function totalOf(shares: readonly Spent[]): Spent {
  return shares.reduce(plus, NOTHING);
}

/** What a tool had done by a model that is not paid by tokens; nothing where it cost nothing. */
export function priced({ provider, model }: By, costMicros: number | null): Share[] {
  return costMicros === 0 ? [] : [{ provider, model, inputTokens: 0, outputTokens: 0, costMicros }];
}

/**
 * What an answer used, and by whom where others than the model it names had a part. Each has its known part in one share,
 * and what nobody knows the cost of in another, so that what is known can be added up.
 */
export function usedBy(by: By, parts: readonly Share[]): Spent & { shares?: Share[] } {
  const { provider, model } = by;
  const merged = new Map<string, Share>();
  for (const part of parts) {
    const share = part.provider === '' ? { ...part, provider, model } : part;
    const { agentId = '', costMicros } = share;
    const name = JSON.stringify([agentId, share.provider, share.model, costMicros === null]);
    const before = merged.get(name);
    merged.set(name, before === undefined ? share : { ...share, ...plus(before, share) });
  }
  const shares = [...merged.values()].filter(isAnything);
  const isAlone = shares.every((share) => isBy(share, by) && share.agentId === undefined);
  return { ...totalOf(parts), ...((!isAlone || shares.length > 1) && { shares }) };
}

/** Whether a model did this part. */
export function isBy(share: By, { provider, model }: By): boolean {
  return share.provider === provider && share.model === model;
}

function isAnything({ inputTokens, outputTokens, costMicros }: Spent): boolean {
  return inputTokens + outputTokens > 0 || costMicros !== 0;
}

function plus(one: Spent, other: Spent): Spent {
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    costMicros: one.costMicros === null || other.costMicros === null ? null : one.costMicros + other.costMicros,
  };
}
