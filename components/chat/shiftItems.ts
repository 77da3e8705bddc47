export type Shift<T> = {
  items: readonly T[];
  /** Items came or went before those that stay, so the view keeps its distance from the end of the list. */
  shift: boolean;
};

/**
 * What a list shows next on its way from some items to others: a virtual list can keep its place when items come or go
 * at one end, not at both at once. So the beginning changes first, and the end once that is drawn.
 */
export function shiftItems<T extends { key: string }>(
  before: readonly T[],
  now: readonly T[],
  isLasting: (item: T) => boolean,
): Shift<T> {
  if (before === now) return { items: now, shift: false };
  const [firstBefore, lastBefore] = ends(before, isLasting);
  const [firstNow, lastNow] = ends(now, isLasting);
  if (firstBefore === undefined || firstNow === undefined || firstBefore === firstNow)
    return { items: now, shift: false };
  const at = (items: readonly T[], key: string | undefined): number => items.findIndex((item) => item.key === key);
  if (at(now, firstBefore) === -1 && at(before, firstNow) === -1) return { items: now, shift: false };
  if (lastBefore === lastNow) return { items: now, shift: true };
  const end = at(now, lastBefore);
  if (end !== -1) return { items: now.slice(0, end + 1), shift: true };
  const rest = at(before, lastNow);
  return rest === -1 ? { items: now, shift: false } : { items: [...now, ...before.slice(rest + 1)], shift: true };
}

function ends<T extends { key: string }>(
  items: readonly T[],
  isLasting: (item: T) => boolean,
): [string | undefined, string | undefined] {
  return [items.find(isLasting)?.key, items.findLast(isLasting)?.key];
}
