import type { Delta } from './message.ts';

/** An answer's text as one place knows it, and whether its model told of its thinking. */
export type LiveText = { epoch: number; text: string; thought?: true | undefined };

export type DeltaOutcome = { kind: 'applied'; live: LiveText } | { kind: 'old' } | { kind: 'hole'; from: number };

/**
 * Puts a delta to a text: a newer epoch replaces (if it begins at 0, else it is a hole), the end appends, an overlap
 * appends the tail, what is known changes nothing, and anything further on is a hole to be fetched from `from`.
 */
export function applyDelta(live: LiveText, delta: Omit<Delta, 'chatId' | 'messageId'>): DeltaOutcome {
  if (delta.epoch < live.epoch) return { kind: 'old' };
  const known = delta.epoch > live.epoch ? '' : live.text;
  if (delta.offset > known.length) return { kind: 'hole', from: known.length };
  const tail = delta.text.slice(known.length - delta.offset);
  const thought = delta.thought ?? (delta.epoch === live.epoch ? live.thought : undefined);
  if (delta.epoch === live.epoch && tail === '' && thought === live.thought) return { kind: 'old' };
  return { kind: 'applied', live: { epoch: delta.epoch, text: known + tail, ...(thought && { thought }) } };
}
