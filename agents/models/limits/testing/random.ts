export type Random = { below(limit: number): number; one<T>(of: readonly T[]): T };

/** Numbers that are the same for the same seed: a Lehmer generator modulo 2^31 - 1 with the multiplier 48271 (Park, Miller and Stockmeyer 1993). */
export function randomOf(seed: number): Random {
  // Spread out, since neighbouring seeds would begin alike.
  let state = ((seed * 7_919_777) % 2_147_483_646) + 1;
  const below = (limit: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * limit);
  };
  return {
    below,
    one(of) {
      const [chosen] = of.slice(below(of.length));
      if (chosen === undefined) throw new Error('nothing to choose from');
      return chosen;
    },
  };
}
