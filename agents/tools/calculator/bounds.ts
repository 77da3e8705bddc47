import type { BigNumber, Fraction, Unit } from 'mathjs';
import { math, NotExact, Refusal, type Value } from './engine.ts';

/** Of a numerator or denominator; some 3,000 digits. */
const MAX_BITS = 10_000;
/** Of a number with decimals, as a power of ten. */
const MAX_EXPONENT = 5_000;
/** Of all the units in a product together, as in m^2/s: 3. */
const MAX_UNIT_POWERS = 24;

/** The number of bits, without the sign. */
export function bits(whole: bigint): number {
  return whole.toString(16).length * 4;
}

/** Hands a value back that is small enough to be gone on with; throws otherwise. */
export function bounded(value: Value): Value {
  if (typeof value === 'boolean') return value;
  if (math.isFraction(value)) return boundedFraction(value);
  if (math.isBigNumber(value)) return boundedDecimal(value);
  boundedUnit(value);
  return value;
}

export function boundedFraction(value: Fraction): Fraction {
  if (bits(value.n) > MAX_BITS || bits(value.d) > MAX_BITS) throw new NotExact();
  return value;
}

export function boundedDecimal(value: BigNumber): BigNumber {
  if (value.isNaN()) throw new Refusal('there is no real number that answers this');
  if (!value.isFinite()) throw new Refusal('the result is infinite or too large');
  if (!value.isZero() && Math.abs(value.e) > MAX_EXPONENT) {
    throw new Refusal(`numbers go up to 10^${MAX_EXPONENT} and down to 10^-${MAX_EXPONENT}`);
  }
  return value;
}

function boundedUnit(value: Unit): void {
  boundUnitPowers(value, 1);
  const inner: unknown = value.value;
  if (math.isFraction(inner)) boundedFraction(inner);
  else if (math.isBigNumber(inner)) boundedDecimal(inner);
  else if (inner !== null) throw new NotExact();
}

/** Throws where the unit taken to this power would multiply too many. */
export function boundUnitPowers(value: Unit, power: number): void {
  const powers = value.units.reduce((sum, unit) => sum + Math.abs(unit.power), 0);
  if (!(powers * Math.abs(power) <= MAX_UNIT_POWERS)) throw new Refusal('too many units multiplied');
}

/** Throws before a power that would be too large is worked out. */
export function boundPower(base: Fraction, exponent: bigint): void {
  const size = Math.max(bits(base.n), bits(base.d));
  if (size * Math.abs(Number(exponent)) > MAX_BITS * 2) throw new NotExact();
}
