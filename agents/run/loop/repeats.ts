import type { ToolCall } from '../../providers/provider.ts';

/** `told`: it is not run, and the model learns why; `stubborn`: it had learned that and asks all the same. */
export type Repeat = 'fine' | 'told' | 'stubborn';

const TOLD_FROM = 3;

/** JSON whose objects have their keys in order, so that equal values are equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (isObject(inner) ? sorted(inner) : inner));
}

/** What each call of a turn is after those of the turns before: the third of the same tool with the same input is too many. */
export function repeatsOf(calls: readonly ToolCall[], earlier: readonly (readonly ToolCall[])[]): Repeat[] {
  const before = new Map<string, number>();
  for (const call of earlier.flat()) count(before, signatureOf(call));
  const now = new Map(before);
  return calls.map((call) => {
    const signature = signatureOf(call);
    if ((before.get(signature) ?? 0) >= TOLD_FROM) return 'stubborn';
    return count(now, signature) >= TOLD_FROM ? 'told' : 'fine';
  });
}

function signatureOf(call: ToolCall): string {
  return `${call.name}\n${call.input === null ? call.text : canonicalOr(call.input, call.text)}`;
}

/** What is nested deeper than the stack allows is compared as it was written. */
function canonicalOr(value: unknown, text: string): string {
  try {
    return canonicalJson(value);
  } catch (error) {
    if (error instanceof RangeError) return text;
    throw error;
  }
}

function count(counts: Map<string, number>, signature: string): number {
  const times = (counts.get(signature) ?? 0) + 1;
  counts.set(signature, times);
  return times;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
