import { all, create, type BigNumber, type Fraction, type Unit } from 'mathjs';

/**
 * The library's parser, numbers and units. Its own evaluation is never used: it would run functions that can define,
 * import or take for ever.
 */
export const math = create(all ?? {}, { number: 'BigNumber', precision: 64, predictable: true });

/** A number as exact as written, one of 64 digits, something measured, or an answer to a comparison. */
export type Value = Fraction | BigNumber | Unit | boolean;

export function fraction(numerator: bigint, denominator = 1n): Fraction {
  return math.fraction(numerator, denominator);
}

export function decimalOf(value: string | number): BigNumber {
  return math.bignumber(value);
}

/** Something the calculator doesn't do, in words for the model. */
export class Refusal extends Error {}

/** There is no exact answer in fractions; one with decimals may be tried. */
export class NotExact extends Error {}
