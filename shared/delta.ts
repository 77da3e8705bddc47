import type { Delta } from './message.ts';

/** An answer's text as one place knows it. */
export type LiveText = { epoch: number; text: string };

export type DeltaOutcome = { kind: 'applied'; live: LiveText } | { kind: 'old' } | { kind: 'hole'; from: number };

/**
 * Puts a delta to a text: a newer epoch replaces (if it begins at 0, else it is a hole), the end appends, an overlap
 * appends the tail, what is known changes nothing, and anything further on is a hole to be fetched from `from`.
 */
export function applyDelta(live: LiveText, delta: Pick<Delta, 'epoch' | 'offset' | 'text'>): DeltaOutcome {
  if (delta.epoch < live.epoch) return { kind: 'old' };
  const known = delta.epoch > live.epoch ? '' : live.text;
  if (delta.offset > known.length) return { kind: 'hole', from: known.length };
  const tail = delta.text.slice(known.length - delta.offset);
  if (delta.epoch === live.epoch && tail === '') return { kind: 'old' };
  return { kind: 'applied', live: { epoch: delta.epoch, text: known + tail } };
}
