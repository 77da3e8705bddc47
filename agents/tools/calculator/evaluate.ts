import type { BigNumber, MathNode } from 'mathjs';
import { bits, bounded, boundedDecimal } from './bounds.ts';
import { decimalOf, fraction, math, NotExact, Refusal, type Value } from './engine.ts';
import { markPercentages } from './expression.ts';
import { functions } from './functions.ts';
import { toDecimal, toFraction } from './numbers.ts';
import { amount, asValue, decimal, measured, operate, type Amount } from './operations.ts';

export type Outcome = { kind: 'value'; value: Value } | { kind: 'refused'; why: string };

/** How much work is left to several expressions together. What is done costs its size, so that no input takes long. */
export type Work = { left: number };

/** What the parser calls the mark of `markPercentages`. */
const PERCENT = 'ctranspose';
const MAX_NODES = 400;
const MAX_DEPTH = 120;
/** About what a function of 64 digits takes, in units of work. */
const FUNCTION_WORK = 200;

const CONSTANTS: ReadonlyMap<string, () => BigNumber> = new Map([
  ['pi', () => decimalOf(-1).acos()],
  ['tau', () => decimalOf(-1).acos().times(2)],
  ['e', () => decimalOf(1).exp()],
  ['phi', () => decimalOf(5).sqrt().plus(1).div(2)],
]);

/** Of nature, with their units; the values are the library's. */
const PHYSICAL: ReadonlyMap<string, () => unknown> = new Map([
  ['speedOfLight', () => math.speedOfLight],
  ['gravitationConstant', () => math.gravitationConstant],
  ['planckConstant', () => math.planckConstant],
  ['avogadro', () => math.avogadro],
  ['boltzmann', () => math.boltzmann],
  ['gasConstant', () => math.gasConstant],
  ['elementaryCharge', () => math.elementaryCharge],
  ['electronMass', () => math.electronMass],
  ['protonMass', () => math.protonMass],
  ['gravity', () => math.gravity],
]);

/**
 * What an expression comes to: in fractions where that is exact, else with 64 digits. Only arithmetic, the functions of
 * `functions`, constants and units are known; whatever else the parser understands is refused.
 */
export function evaluate(text: string, work: Work): Outcome {
  try {
    const tree = parsed(text);
    try {
      return { kind: 'value', value: new Walk(true, work).value(tree) };
    } catch (error) {
      // The library has no fractions for some units, such as degrees, and says so in its own errors.
      if (error instanceof Refusal) throw error;
      return { kind: 'value', value: new Walk(false, work).value(tree) };
    }
  } catch (error) {
    return { kind: 'refused', why: reason(error) };
  }
}

function reason(error: unknown): string {
  if (error instanceof NotExact || error instanceof RangeError) return 'the numbers in it are too large';
  if (error instanceof TypeError) return 'what has a unit and what has none do not go together';
  return error instanceof Error ? error.message.slice(0, 200) : 'it could not be worked out';
}

function parsed(text: string): MathNode {
  if (/['"]/.test(text)) throw new Refusal('only numbers, no text');
  try {
    return math.parse(markPercentages(text));
  } catch (error) {
    const why = error instanceof RangeError ? 'it is nested too deeply' : reason(error);
    throw new Refusal(`it could not be read: ${why}`);
  }
}

function isAddition(name: string): boolean {
  return name === 'add' || name === 'subtract';
}

function isPercentage(node: MathNode): boolean {
  if (!math.isOperatorNode(node)) return false;
  const name: string = node.fn;
  return name === PERCENT;
}

class Walk {
  readonly #exact: boolean;
  readonly #work: Work;
  #nodes = 0;
  #depth = 0;

  constructor(exact: boolean, work: Work) {
    this.#exact = exact;
    this.#work = work;
  }

  value(node: MathNode): Value {
    this.#nodes += 1;
    if (this.#nodes > MAX_NODES || this.#depth >= MAX_DEPTH)
      throw new Refusal('the expression is too long or too deep');
    this.#depth += 1;
    const value = bounded(this.#worked(node));
    this.#depth -= 1;
    return value;
  }

  #worked(node: MathNode): Value {
    if (math.isConstantNode(node)) return this.#literal(node.value);
    if (math.isParenthesisNode(node)) return this.value(node.content);
    if (math.isSymbolNode(node)) return this.#named(node.name);
    if (math.isOperatorNode(node)) {
      const [left, right, third] = node.args.map((arg) => amount(this.value(arg)));
      const [, share] = node.args;
      if (
        left !== undefined &&
        right !== undefined &&
        isAddition(node.fn) &&
        share !== undefined &&
        isPercentage(share)
      ) {
        return this.#operator(node.fn, left, amount(this.#operator('multiply', left, right)));
      }
      if (left !== undefined && third === undefined) return this.#operator(node.fn, left, right);
    }
    if (math.isFunctionNode(node) && math.isSymbolNode(node.fn)) {
      return this.#call(node.fn.name, node.args.flatMap((arg) => this.#arguments(arg)).map(amount));
    }
    throw new Refusal('only arithmetic, functions, comparisons and units are known here');
  }

  #literal(value: unknown): Value {
    if (typeof value === 'boolean') return value;
    if (!math.isBigNumber(value)) throw new Refusal('only numbers, no text');
    return this.#exact ? toFraction(boundedDecimal(value)) : value;
  }

  #named(name: string): Value {
    const constant = CONSTANTS.get(name);
    if (constant) return this.#exact ? notExact() : constant();
    const measuredOnce = PHYSICAL.get(name);
    if (measuredOnce) return this.#exact ? notExact() : asValue(measuredOnce());
    if (!math.Unit.isValuelessUnit(name)) throw new Refusal(`"${name.slice(0, 40)}" is neither a constant nor a unit`);
    return math.unit(name);
  }

  #arguments(node: MathNode): Value[] {
    if (!math.isArrayNode(node)) return [this.value(node)];
    return node.items.map((item) => this.value(item));
  }

  #operator(name: string, left: Amount, right: Amount | undefined): Value {
    this.#spend(left, right ?? left);
    if (name === 'pow') this.#work.left -= FUNCTION_WORK;
    if (right !== undefined) return operate(name, left, right);
    if (name === PERCENT) return this.#operator('divide', left, this.#exact ? fraction(100n) : decimalOf(100));
    if (name === 'unaryPlus') return left;
    if (name === 'unaryMinus') return asValue(math.unaryMinus(left));
    if (name === 'factorial') return this.#call('factorial', [left]);
    throw new Refusal(`the operator "${name}" is not known`);
  }

  #call(name: string, args: readonly Amount[]): Value {
    const known = functions.get(name);
    if (!known) throw new Refusal(`there is no function "${name.slice(0, 40)}"`);
    const [least, most] = known.arity;
    if (args.length < least || args.length > most) {
      const number = least === most ? String(least) : `${String(least)} to ${String(most)}`;
      throw new Refusal(`${name} takes ${number} arguments, parted by commas; decimals have a point there`);
    }
    this.#spend(...args);
    // What is summed up gets longer with every one of them.
    this.#work.left -= FUNCTION_WORK + 2 * args.length ** 2;
    if (args.some((arg) => math.isUnit(arg))) return this.#measured(name, args, known.angle === true);
    if (!this.#exact && known.decimal) return known.decimal(args.map(decimal));
    if (!known.exact) throw new NotExact();
    const exact = known.exact(args.map((arg) => (math.isFraction(arg) ? arg : toFraction(decimal(arg)))));
    return this.#exact ? exact : toDecimal(exact);
  }

  #measured(name: string, args: readonly Amount[], angle: boolean): Value {
    const [first] = args;
    if (!angle || !math.isUnit(first)) {
      const value = measured(name, args);
      if (value === undefined) throw new Refusal(`${name} takes plain numbers, without units`);
      return value;
    }
    if (this.#exact) throw new NotExact();
    return this.#call(name, [amount(asValue(first.toNumeric('rad')))]);
  }

  /** Arithmetic takes the square of the length of its numbers. */
  #spend(...values: readonly Value[]): void {
    for (const value of values) this.#work.left -= 1 + (length(value) / 64) ** 2;
    if (this.#work.left < 0) throw new Refusal('this is too much to work out at once');
  }
}

/** In bits. */
function length(value: unknown): number {
  if (math.isUnit(value)) return length(value.value);
  return math.isFraction(value) ? Math.max(bits(value.n), bits(value.d)) : 256;
}

function notExact(): never {
  throw new NotExact();
}
