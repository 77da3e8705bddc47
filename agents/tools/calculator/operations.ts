import type { BigNumber, Fraction, Unit } from 'mathjs';
import { boundPower, boundUnitPowers } from './bounds.ts';
import { decimalOf, fraction, math, NotExact, Refusal, type Value } from './engine.ts';
import { asNumerator, exactRoot, toDecimal } from './numbers.ts';

/** What can be calculated with. */
export type Amount = Exclude<Value, boolean>;

/** Beyond this power of ten the result is out of bounds whatever it is. */
const LARGEST_POWER = 20_000;

/** Takes what the library answers, which says little of it in types. */
export function asValue(answer: unknown): Value {
  if (typeof answer === 'boolean' || math.isFraction(answer) || math.isBigNumber(answer) || math.isUnit(answer))
    return answer;
  throw new NotExact();
}

export function amount(value: Value): Amount {
  if (typeof value === 'boolean') throw new Refusal('true and false are no numbers');
  return value;
}

export function decimal(value: Value): BigNumber {
  if (math.isBigNumber(value)) return value;
  if (math.isFraction(value)) return toDecimal(value);
  throw new Refusal('this takes plain numbers, without units');
}

/** Below, at or above zero. */
function sign(value: unknown): number {
  if (math.isUnit(value)) return sign(value.value);
  if (math.isBigNumber(value)) return value.isZero() ? 0 : value.isNegative() ? -1 : 1;
  if (math.isFraction(value)) return value.n === 0n ? 0 : value.s < 0n ? -1 : 1;
  throw new NotExact();
}

/** A unit without a number, as "km" in "km to m". */
function isBare(value: Unit): boolean {
  const inner: unknown = value.value;
  return inner === null;
}

function amountOf(unit: Unit): Unit {
  const one = asValue(math.multiply(fraction(1n), unit));
  if (!math.isUnit(one)) throw new NotExact();
  return one;
}

function isZero(value: Amount): boolean {
  return !(math.isUnit(value) && isBare(value)) && sign(value) === 0;
}

function compare(left: Amount, right: Amount): number {
  return sign(math.subtract(left, right));
}

export function operate(name: string, left: Amount, right: Amount): Value {
  switch (name) {
    case 'add':
      return asValue(math.add(left, right));
    case 'subtract':
      return asValue(math.subtract(left, right));
    case 'multiply':
      return asValue(math.multiply(left, right));
    case 'divide':
      if (isZero(right)) throw new Refusal('division by zero');
      return asValue(math.divide(left, right));
    case 'pow':
      return power(left, right);
    case 'mod':
      return modulo(left, right);
    case 'to':
      if (!math.isUnit(left) || !math.isUnit(right))
        throw new Refusal('only what has a unit can be converted, and only to a unit');
      return (isBare(left) ? amountOf(left) : left).to(right);
    case 'equal':
      return compare(left, right) === 0;
    case 'unequal':
      return compare(left, right) !== 0;
    case 'smaller':
      return compare(left, right) < 0;
    case 'larger':
      return compare(left, right) > 0;
    case 'smallerEq':
      return compare(left, right) <= 0;
    case 'largerEq':
      return compare(left, right) >= 0;
    default:
      throw new Refusal(`the operator "${name}" is not known`);
  }
}

function power(base: Amount, exponent: Amount): Value {
  if (math.isUnit(exponent)) throw new Refusal('an exponent has no unit');
  if (math.isUnit(base)) {
    const to = Number(exponent.valueOf());
    boundUnitPowers(base, to);
    // The library would look for the factors of a fraction to find its root, which has no end for long ones.
    if (math.isFraction(exponent) && exponent.d !== 1n) throw new NotExact();
    return asValue(math.pow(base, to));
  }
  if (math.isFraction(base) && math.isFraction(exponent)) return exactPower(base, exponent);
  const [from, to] = [decimal(base), decimal(exponent)];
  if (from.isZero() && to.isNegative()) throw new Refusal('division by zero');
  if (!from.isZero() && Math.abs(magnitude(from) * to.toNumber()) > LARGEST_POWER) {
    throw new Refusal('the result is too large or too small');
  }
  return from.pow(to);
}

/** The logarithm to the base of ten, roughly. */
function magnitude(value: BigNumber): number {
  const leading = Number(value.abs().toExponential(16).split('e')[0]);
  return value.e + Math.log10(leading);
}

function exactPower(base: Fraction, exponent: Fraction): Fraction {
  if (exponent.d > 12n) throw new NotExact();
  const root = exponent.d === 1n ? base : exactRoot(base, exponent.d);
  const times = asNumerator(exponent);
  boundPower(root, times);
  const [n, d] = [asNumerator(root), root.d];
  if (times >= 0n) return fraction(n ** times, d ** times);
  if (n === 0n) throw new Refusal('division by zero');
  return fraction(d ** -times, n ** -times);
}

/** What is left over, with the sign of the divisor. */
function modulo(left: Amount, right: Amount): Value {
  if (math.isFraction(left) && math.isFraction(right)) {
    if (right.n === 0n) throw new Refusal('division by zero');
    const [n, d] = [asNumerator(left) * right.d, asNumerator(right) * left.d];
    const rest = n % d;
    return fraction(rest !== 0n && rest < 0n !== d < 0n ? rest + d : rest, left.d * right.d);
  }
  const [number, divisor] = [decimal(left), decimal(right)];
  if (divisor.isZero()) throw new Refusal('division by zero');
  return number.minus(divisor.times(number.div(divisor).floor()));
}

/** What functions do to what has a unit; undefined where they have no meaning there. */
export function measured(name: string, args: readonly Amount[]): Value | undefined {
  const [first] = args;
  if (first === undefined) return undefined;
  const total = (): Amount => args.reduce((sum, arg) => amount(asValue(math.add(sum, arg))));
  switch (name) {
    case 'abs':
      return sign(first) < 0 ? asValue(math.unaryMinus(first)) : first;
    case 'sqrt':
      return power(first, decimalOf(0.5));
    case 'min':
      return args.reduce((least, arg) => (compare(arg, least) < 0 ? arg : least));
    case 'max':
      return args.reduce((most, arg) => (compare(arg, most) > 0 ? arg : most));
    case 'sum':
      return total();
    case 'mean':
    case 'average':
      return asValue(
        math.divide(
          total(),
          math.isUnit(first) && math.isFraction(first.value) ? fraction(BigInt(args.length)) : decimalOf(args.length),
        ),
      );
    default:
      return undefined;
  }
}
