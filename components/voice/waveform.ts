/** Bars of a voice note. */
export const BARS = 48;
/** The loudest a bar can be. */
const LOUDEST = 31;
/** Quieter than this is silence, and not to be blown up. */
const SILENCE = 0.02;

/** Loudness of a recording from its beginning to its end, 0 to 31 each, measured against its loudest part. */
export function waveform(samples: ArrayLike<number>, bars = BARS): number[] {
  const loudness = Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor((bar * samples.length) / bars);
    const to = Math.max(from, Math.floor(((bar + 1) * samples.length) / bars));
    let sum = 0;
    for (let at = from; at < to; at++) sum += (samples[at] ?? 0) ** 2;
    return to > from ? Math.sqrt(sum / (to - from)) : 0;
  });
  return levels(loudness);
}

/** The same from loudness that was measured while recording, of any number of points. */
export function waveformOf(points: readonly number[], bars = BARS): number[] {
  if (points.length === 0) return Array.from({ length: bars }, () => 0);
  return levels(
    Array.from({ length: bars }, (_, bar) => {
      const from = Math.floor((bar * points.length) / bars);
      const to = Math.max(from + 1, Math.floor(((bar + 1) * points.length) / bars));
      return Math.max(...points.slice(from, to));
    }),
  );
}

function levels(loudness: readonly number[]): number[] {
  const loudest = Math.max(SILENCE, ...loudness);
  return loudness.map((value) => Math.round((value / loudest) * LOUDEST));
}
