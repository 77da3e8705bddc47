import type { BigNumber, Fraction } from 'mathjs';
import { boundedFraction, bits } from './bounds.ts';
import { decimalOf, fraction, NotExact, Refusal } from './engine.ts';

/** With its sign. */
export function asNumerator(value: Fraction): bigint {
  return value.s < 0n ? -value.n : value.n;
}

/** Exactly what a decimal says. Its exponent has been bounded before. */
export function toFraction(value: BigNumber): Fraction {
  const [digits = '0', decimals = ''] = value.toFixed().split('.');
  return boundedFraction(fraction(BigInt(digits + decimals), 10n ** BigInt(decimals.length)));
}

/** To 64 digits. */
export function toDecimal(value: Fraction): BigNumber {
  return decimalOf(asNumerator(value).toString()).div(value.d.toString());
}

/** To so many decimals, halves away from zero, as in commerce. */
export function roundFraction(value: Fraction, decimals: number): Fraction {
  const scale = 10n ** BigInt(decimals);
  const rounded = (value.n * scale * 2n + value.d) / (value.d * 2n);
  return fraction(value.s < 0n ? -rounded : rounded, scale);
}

/** The root, where there is an exact one; throws otherwise. */
export function exactRoot(value: Fraction, degree: bigint): Fraction {
  const negative = value.s < 0n && value.n !== 0n;
  if (negative && degree % 2n === 0n) throw new Refusal('there is no real number that answers this');
  const n = wholeRoot(value.n, degree);
  return fraction(negative ? -n : n, wholeRoot(value.d, degree));
}

/** By Newton's method from above, which only falls until it has arrived. */
function wholeRoot(value: bigint, degree: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt(Math.floor(bits(value) / Number(degree)) + 1);
  for (;;) {
    const next = ((degree - 1n) * root + value / root ** (degree - 1n)) / degree;
    if (next >= root) break;
    root = next;
  }
  if (root ** degree !== value) throw new NotExact();
  return root;
}
