/** More chats than anybody has: with fewer than are asked for in turn nothing would be remembered at all. */
const LIMIT = 10_000;

/**
 * Remembers the last result of as many keys as `limit`: the same inputs give the very same object. `make` gets the
 * result before, so that it can keep the parts that stayed equal.
 */
export function memoByKey<I extends readonly unknown[], R>(
  make: (inputs: I, previous: R | undefined) => R,
  limit = LIMIT,
): (key: string, inputs: I) => R {
  const known = new Map<string, { inputs: I; result: R }>();
  return (key, inputs) => {
    const before = known.get(key);
    if (before && sameElements(before.inputs, inputs)) return before.result;
    const result = make(inputs, before?.result);
    known.delete(key);
    known.set(key, { inputs, result });
    const oldest = known.size > limit ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    return result;
  };
}

export function sameElements(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, at) => Object.is(value, b[at]));
}

/** The list before if it has the same elements. */
export function keepList<T>(before: readonly T[] | undefined, now: readonly T[]): readonly T[] {
  return before && sameElements(before, now) ? before : now;
}

/** The object before if all fields are the same; arrays count as the same when their elements are. */
export function keepFields<T extends object>(before: T | undefined, now: T): T {
  if (!before) return now;
  const keys = Object.keys(now) as (keyof T)[];
  if (keys.length !== Object.keys(before).length) return now;
  return keys.every((key) => sameValue(before[key], now[key])) ? before : now;
}

function sameValue(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || (Array.isArray(a) && Array.isArray(b) && sameElements(a, b));
}
