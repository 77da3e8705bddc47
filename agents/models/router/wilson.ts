/** A part of all, 0 to 1, and between which bounds it lies in 95 of 100 cases. */
export type Estimate = { estimate: number; lower: number; upper: number };

/** The quantile of the normal distribution that leaves 2.5 % above. */
const Z = 1.959964;

/** What part of all would win where `wins` of `seen` did: E. B. Wilson's interval, which holds for few and for extremes too. */
export function wilson(wins: number, seen: number): Estimate {
  if (seen === 0) return { estimate: 0.5, lower: 0, upper: 1 };
  const part = wins / seen;
  const spread = Z ** 2 / seen;
  const middle = (part + spread / 2) / (1 + spread);
  const half = (Z / (1 + spread)) * Math.sqrt((part * (1 - part) + spread / 4) / seen);
  return { estimate: part, lower: Math.max(0, middle - half), upper: Math.min(1, middle + half) };
}
