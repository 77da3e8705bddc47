import type { Stretch } from './chatState.ts';

/** Adds seqs, ascending, to stretches; those that touch become one. */
export function addSeqs(stretches: readonly Stretch[], seqs: readonly number[]): readonly Stretch[] {
  const pieces = [...stretches, ...toStretches(seqs)].sort((a, b) => a.from - b.from);
  const joined: Stretch[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last && piece.from <= last.to + 1) {
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, piece.to) };
    } else {
      joined.push(piece);
    }
  }
  return joined;
}

/** The stretch that has this seq, if it is known. */
export function stretchAt(stretches: readonly Stretch[], seq: number): Stretch | undefined {
  return stretches.find((stretch) => stretch.from <= seq && seq <= stretch.to);
}

/** Ascending seqs as stretches. */
export function toStretches(seqs: readonly number[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const seq of seqs) {
    const last = stretches.at(-1);
    if (last && seq <= last.to + 1) last.to = seq;
    else stretches.push({ from: seq, to: seq });
  }
  return stretches;
}
