import type { BigNumber, Fraction } from 'mathjs';
import { math, type Value } from './engine.ts';
import { asNumerator, roundFraction, toDecimal } from './numbers.ts';

/** How many digits a rounded number is shown with. */
const DIGITS = 15;
/** How many an exact one may have to be shown whole. */
const LONGEST = 400;

/** What comes of an expression, in words: with an equals sign where it is exact, else with "≈". `decimals` rounds. */
export function show(value: Value, decimals?: number): string {
  if (typeof value === 'boolean') return `= ${String(value)}`;
  if (math.isFraction(value)) return showFraction(value, decimals);
  if (math.isBigNumber(value)) return showDecimal(value, decimals);
  const units = value.formatUnits();
  const bare: unknown = value.value;
  if (bare === null) return `= 1 ${units}`;
  const inner = value.toNumeric(units);
  if (typeof inner === 'number') return `≈ ${inner} ${units}`;
  const number = math.isFraction(inner) ? toDecimal(inner) : inner;
  const rounded = decimals === undefined ? number.toSignificantDigits(DIGITS) : toPlaces(number, decimals);
  return `${rounded.eq(number) ? '=' : '≈'} ${written(rounded, decimals)} ${units}`;
}

function showFraction(value: Fraction, decimals: number | undefined): string {
  const rounded = decimals === undefined ? undefined : `${fixed(roundFraction(value, decimals), decimals)} (rounded)`;
  const exact = terminating(value);
  if (exact !== undefined && exact.length <= LONGEST) {
    return rounded === undefined ? `= ${exact} (exact)` : `= ${exact} (exact) ≈ ${rounded}`;
  }
  const near = rounded ?? `${written(toDecimal(value).toSignificantDigits(DIGITS))} (rounded)`;
  const [n, d] = [asNumerator(value).toString(), value.d.toString()];
  if (value.d !== 1n && n.length + d.length <= 60) return `= ${n}/${d} (exact) ≈ ${near}`;
  return value.d === 1n ? `≈ ${near}, an integer of ${value.n.toString().length} digits` : `≈ ${near}`;
}

function showDecimal(value: BigNumber, decimals: number | undefined): string {
  const near = decimals === undefined ? value.toSignificantDigits(DIGITS) : toPlaces(value, decimals);
  const longer = value.toSignificantDigits(40);
  const tail = longer.eq(near) ? '' : `; to 40 digits ${written(longer)}`;
  return `≈ ${written(near, decimals)} (rounded${tail})`;
}

/** Halves away from zero, as for fractions. */
function toPlaces(value: BigNumber, decimals: number): BigNumber {
  return value.toDecimalPlaces(decimals, 4);
}

function written(value: BigNumber, decimals?: number): string {
  const plain = value.isZero() || (value.e < 21 && value.e > -8);
  if (!plain) return value.toString();
  return decimals === undefined ? value.toFixed() : value.toFixed(decimals);
}

/** All its decimals, where they end. */
function terminating(value: Fraction): string | undefined {
  const [twos, fives] = [timesIn(value.d, 2n), timesIn(value.d, 5n)];
  if (2n ** BigInt(twos) * 5n ** BigInt(fives) !== value.d) return undefined;
  const decimals = Math.max(twos, fives);
  return decimals > LONGEST ? undefined : fixed(value, decimals);
}

function timesIn(value: bigint, factor: bigint): number {
  let times = 0;
  for (let rest = value; rest % factor === 0n; rest /= factor) times += 1;
  return times;
}

/** A fraction with so many decimals, which are all it has. */
function fixed(value: Fraction, decimals: number): string {
  const digits = ((value.n * 10n ** BigInt(decimals)) / value.d).toString().padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  const sign = value.s < 0n && value.n !== 0n ? '-' : '';
  return sign + digits.slice(0, point) + (decimals === 0 ? '' : `.${digits.slice(point)}`);
}
