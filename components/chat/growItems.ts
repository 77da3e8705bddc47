/** More than these at once come from a page of history, of which a virtual list draws what is seen. */
const FEW = 20;

/**
 * What a list shows next that goes on at its end: so many more of them, if it would be more. All at once where it is a
 * page, or where anything else changed.
 */
export function growItems<T extends { key: string }>(
  before: readonly T[],
  now: readonly T[],
  most: number,
): readonly T[] {
  const more = now.length - before.length;
  if (before.length === 0 || more <= most || more > FEW) return now;
  return before.at(-1)?.key === now[before.length - 1]?.key ? now.slice(0, before.length + most) : now;
}
