import type { BigNumber, Fraction } from 'mathjs';
import { boundedFraction } from './bounds.ts';
import { decimalOf, fraction, Refusal } from './engine.ts';
import { asNumerator, exactRoot, roundFraction, toDecimal, toFraction } from './numbers.ts';

/**
 * What a function does to exact numbers, where it can, and to decimals. `arity` is how many it takes, at least and at
 * most. Every one ends soon for what `bounds` lets through.
 */
type Calculation = {
  arity: readonly [number, number];
  exact?: (args: readonly Fraction[]) => Fraction;
  decimal?: (args: readonly BigNumber[]) => BigNumber;
  /** An angle may be given with its unit. */
  angle?: true;
};

const LARGEST_FACTORIAL = 1000n;
/** Beyond it the turns before it would have to be taken off with more digits than there are. */
const LARGEST_ANGLE = 1e20;
const NOTHING = 1e-60;
const LARGEST_EXPONENT = 12_000;

/** The first of the arguments; how many there are is checked before. */
function one<T>(args: readonly T[], at = 0): T {
  const arg = args[at];
  if (arg === undefined) throw new Refusal('an argument is missing');
  return arg;
}

function asWhole(value: Fraction): bigint {
  if (value.d !== 1n) throw new Refusal('this takes whole numbers');
  return asNumerator(value);
}

function count(value: Fraction): bigint {
  const counted = asWhole(value);
  if (counted < 0n || counted > LARGEST_FACTORIAL)
    throw new Refusal(`this takes whole numbers from 0 to ${String(LARGEST_FACTORIAL)}`);
  return counted;
}

function product(from: bigint, to: bigint): bigint {
  let result = 1n;
  for (let factor = from; factor <= to; factor++) result *= factor;
  return result;
}

function choose(args: readonly Fraction[], ordered: boolean): Fraction {
  const [n, k] = [count(one(args)), count(one(args, 1))];
  if (k > n) return fraction(0n);
  const ways = product(n - k + 1n, n);
  return fraction(ordered ? ways : ways / product(1n, k));
}

function gcd(a: bigint, b: bigint): bigint {
  let [left, right] = [a, b];
  while (right !== 0n) [left, right] = [right, left % right];
  return left < 0n ? -left : left;
}

function lcm(args: readonly Fraction[]): Fraction {
  return args.reduce((multiple, value) => {
    const common = gcd(asWhole(multiple), asWhole(value));
    return common === 0n ? fraction(0n) : boundedFraction(multiple.mul(value).div(fraction(common)).abs());
  }, fraction(1n));
}

function median(args: readonly Fraction[]): Fraction {
  const sorted = [...args].sort((a, b) => a.compare(b));
  const upper = one(sorted, Math.floor(sorted.length / 2));
  return sorted.length % 2 === 1 ? upper : upper.add(one(sorted, sorted.length / 2 - 1)).div(2);
}

/** Of a sample: divided by one less than there are. */
function variance(args: readonly Fraction[]): Fraction {
  const mean = sum(args).div(args.length);
  return sum(args.map((value) => boundedFraction(value.sub(mean).mul(value.sub(mean))))).div(args.length - 1);
}

function sum(args: readonly Fraction[]): Fraction {
  return args.reduce((total, value) => boundedFraction(total.add(value)), fraction(0n));
}

function floor(value: Fraction): bigint {
  const signed = asNumerator(value);
  return signed / value.d - (signed < 0n && signed % value.d !== 0n ? 1n : 0n);
}

function places(value: bigint): number {
  if (value < 0n || value > 60n) throw new Refusal('round takes 0 to 60 decimals');
  return Number(value);
}

function angle(of: (value: BigNumber) => BigNumber): Calculation {
  return {
    arity: [1, 1],
    angle: true,
    decimal: (args) => {
      if (one(args).abs().gt(LARGEST_ANGLE)) throw new Refusal('angles go up to 10^20');
      const value = of(one(args));
      // Sixty-four digits of pi leave this much of a sine that is none.
      return value.abs().lt(NOTHING) ? decimalOf(0) : value;
    },
  };
}

function growing(of: (value: BigNumber) => BigNumber): Calculation {
  return {
    arity: [1, 1],
    decimal: (args) => {
      if (one(args).abs().gt(LARGEST_EXPONENT)) throw new Refusal('the result is too large or too small');
      return of(one(args));
    },
  };
}

/** The angle of a point, in the half turn above or below the axis (as atan2 everywhere). */
function arcTangent(y: BigNumber, x: BigNumber): BigNumber {
  const pi = decimalOf(-1).acos();
  if (x.isZero()) return y.isZero() ? decimalOf(0) : pi.div(y.isNegative() ? -2 : 2);
  const angle = y.div(x).atan();
  if (!x.isNegative()) return angle;
  return y.isNegative() ? angle.minus(pi) : angle.plus(pi);
}

function plain(of: (value: BigNumber) => BigNumber): Calculation {
  return { arity: [1, 1], decimal: (args) => of(one(args)) };
}

function stepped(exact: (value: Fraction) => Fraction, decimal: (value: BigNumber) => BigNumber): Calculation {
  return { arity: [1, 1], exact: (args) => exact(one(args)), decimal: (args) => decimal(one(args)) };
}

const many = [1, 100] as const;
const mean: Calculation = {
  arity: many,
  exact: (args) => sum(args).div(args.length),
  decimal: (args) => args.reduce((total, value) => total.plus(value)).div(args.length),
};
const truncate = stepped(
  (value) => fraction(asNumerator(value) / value.d),
  (value) => value.trunc(),
);
const factorial: Calculation = { arity: [1, 1], exact: (args) => fraction(product(1n, count(one(args)))) };
const combinations: Calculation = { arity: [2, 2], exact: (args) => choose(args, false) };
const permutations: Calculation = { arity: [2, 2], exact: (args) => choose(args, true) };

/** What may be called, by name. A map, so that no inherited name is one. */
export const functions: ReadonlyMap<string, Calculation> = new Map<string, Calculation>([
  [
    'abs',
    stepped(
      (value) => value.abs(),
      (value) => value.abs(),
    ),
  ],
  [
    'sign',
    stepped(
      (value) => fraction(value.n === 0n ? 0n : value.s < 0n ? -1n : 1n),
      (value) => decimalOf(value.isZero() ? 0 : value.isNeg() ? -1 : 1),
    ),
  ],
  [
    'floor',
    stepped(
      (value) => fraction(floor(value)),
      (value) => value.floor(),
    ),
  ],
  [
    'ceil',
    stepped(
      (value) => fraction(-floor(value.neg())),
      (value) => value.ceil(),
    ),
  ],
  ['trunc', truncate],
  ['fix', truncate],
  [
    'round',
    {
      arity: [1, 2],
      exact: (args) => roundFraction(one(args), args[1] === undefined ? 0 : places(asWhole(args[1]))),
      decimal: (args) => {
        if (args[1] !== undefined && !args[1].isInteger()) throw new Refusal('round takes 0 to 60 decimals');
        return one(args).toDecimalPlaces(args[1] === undefined ? 0 : places(BigInt(args[1].toFixed(0))), 4);
      },
    },
  ],
  ['sqrt', { arity: [1, 1], exact: (args) => exactRoot(one(args), 2n), decimal: (args) => one(args).sqrt() }],
  ['cbrt', { arity: [1, 1], exact: (args) => exactRoot(one(args), 3n), decimal: (args) => one(args).cbrt() }],
  ['exp', growing((value) => value.exp())],
  ['ln', plain((value) => value.ln())],
  [
    'log',
    { arity: [1, 2], decimal: (args) => (args[1] === undefined ? one(args).ln() : one(args).ln().div(args[1].ln())) },
  ],
  ['log10', plain((value) => value.log(10))],
  ['log2', plain((value) => value.log(2))],
  ['sin', angle((value) => value.sin())],
  ['cos', angle((value) => value.cos())],
  ['tan', angle((value) => value.tan())],
  ['asin', plain((value) => value.asin())],
  ['acos', plain((value) => value.acos())],
  ['atan', plain((value) => value.atan())],
  ['atan2', { arity: [2, 2], decimal: (args) => arcTangent(one(args), one(args, 1)) }],
  ['sinh', growing((value) => value.sinh())],
  ['cosh', growing((value) => value.cosh())],
  ['tanh', growing((value) => value.tanh())],
  [
    'hypot',
    {
      arity: many,
      decimal: (args) => args.reduce((total, value) => total.plus(value.times(value)), decimalOf(0)).sqrt(),
    },
  ],
  ['gcd', { arity: many, exact: (args) => fraction(args.map(asWhole).reduce(gcd, 0n)) }],
  ['lcm', { arity: many, exact: lcm }],
  ['factorial', factorial],
  ['combinations', combinations],
  ['nCr', combinations],
  ['permutations', permutations],
  ['nPr', permutations],
  [
    'min',
    {
      arity: many,
      exact: (args) => args.reduce((least, value) => (value.compare(least) < 0 ? value : least)),
      decimal: (args) => args.reduce((least, value) => (value.lt(least) ? value : least)),
    },
  ],
  [
    'max',
    {
      arity: many,
      exact: (args) => args.reduce((most, value) => (value.compare(most) > 0 ? value : most)),
      decimal: (args) => args.reduce((most, value) => (value.gt(most) ? value : most)),
    },
  ],
  ['sum', { arity: many, exact: sum, decimal: (args) => args.reduce((total, value) => total.plus(value)) }],
  ['mean', mean],
  ['average', mean],
  ['median', { arity: many, exact: median }],
  ['variance', { arity: [2, 100], exact: variance }],
  [
    'std',
    {
      arity: [2, 100],
      exact: (args) => exactRoot(variance(args), 2n),
      decimal: (args) => toDecimal(variance(args.map(toFraction))).sqrt(),
    },
  ],
]);
