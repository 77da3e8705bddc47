import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ToolContext } from '../tool.ts';
import { calculator } from './calculator.ts';
import { evaluate } from './evaluate.ts';

const context: ToolContext = {
  signal: new AbortController().signal,
  now: () => 0,
  timeZone: 'Europe/Berlin',
  language: 'en',
  progress() {},
};

async function calculated(expression: string, decimals?: number): Promise<string> {
  const { text } = await calculator().run(
    { expressions: [expression], ...(decimals === undefined ? {} : { decimals }) },
    context,
  );
  return text.startsWith(expression) ? text.slice(expression.length).trim() : text;
}

describe('right answers', () => {
  test.each([
    ['0.1 + 0.2', '= 0.3 (exact)'],
    ['1/3', '= 1/3 (exact) ≈ 0.333333333333333 (rounded)'],
    ['1/3 + 1/3 + 1/3 == 1', '= true'],
    ['-2^2', '= -4 (exact)'],
    ['2^-3', '= 0.125 (exact)'],
    ['-7 mod 3', '= 2 (exact)'],
    ['7 mod -3', '= -2 (exact)'],
    ['-7.5 mod 2', '= 0.5 (exact)'],
    ['2^100', '= 1267650600228229401496703205376 (exact)'],
    ['20!', '= 2432902008176640000 (exact)'],
    ['123456789 * 987654321', '= 121932631112635269 (exact)'],
    ['9007199254740993 + 0', '= 9007199254740993 (exact)'],
    ['80 + 19%', '= 95.2 (exact)'],
    ['200 - 25%', '= 150 (exact)'],
    ['7 % 3', '= 1 (exact)'],
    ['7 % (1 + 2)', '= 1 (exact)'],
    ['5% + 3', '= 3.05 (exact)'],
    ['100 + 5% + 3', '= 108 (exact)'],
    ['100 - 10% - 10%', '= 81 (exact)'],
    ['100 + 5% * 2', '= 100.1 (exact)'],
    ['15% * 80', '= 12 (exact)'],
    ['(10 + 5)% * 80', '= 12 (exact)'],
    ['-5%', '= -0.05 (exact)'],
    ['2 kg + 50%', '= 3 kg'],
    ['sqrt(2) + 0% == sqrt(2)', '= true'],
    ['sqrt(144)', '= 12 (exact)'],
    ['sqrt(9/16)', '= 0.75 (exact)'],
    ['sqrt(2)', '≈ 1.4142135623731 (rounded; to 40 digits 1.41421356237309504880168872420969807857)'],
    ['cbrt(-27)', '= -3 (exact)'],
    ['8^(2/3)', '= 4 (exact)'],
    ['round(2.345, 2)', '= 2.35 (exact)'],
    ['round(-2.5)', '= -3 (exact)'],
    ['floor(-7/2)', '= -4 (exact)'],
    ['ceil(-7/2)', '= -3 (exact)'],
    ['trunc(-7/2)', '= -3 (exact)'],
    ['gcd(12, 18)', '= 6 (exact)'],
    ['lcm(4, -6)', '= 12 (exact)'],
    ['combinations(49, 6)', '= 13983816 (exact)'],
    ['permutations(5, 2)', '= 20 (exact)'],
    ['mean([1, 2, 4])', '= 7/3 (exact) ≈ 2.33333333333333 (rounded)'],
    ['median(3, 1, 2, 10)', '= 2.5 (exact)'],
    ['variance(1, 2, 3, 4)', '= 5/3 (exact) ≈ 1.66666666666667 (rounded)'],
    ['std(1, 2, 3)', '= 1 (exact)'],
    ['min(3, -1/2, 2)', '= -0.5 (exact)'],
    ['sin(30 deg)', '≈ 0.5 (rounded)'],
    ['sin(pi)', '≈ 0 (rounded)'],
    ['atan2(-1, -1) * 4 / pi', '≈ -3 (rounded)'],
    ['log(8, 2)', '≈ 3 (rounded)'],
    ['ln(e^2)', '≈ 2 (rounded)'],
    ['hypot(3, 4)', '≈ 5 (rounded)'],
    ['1.0000001^1000000000 > 10^43', '= true'],
  ])('%j %s', async (expression, answer) => {
    expect(await calculated(expression)).toBe(answer);
  });

  test.each([
    ['3.5 km to m', '= 3500 m'],
    ['1 mile to km', '= 1.609344 km'],
    ['90 km/h to m/s', '= 25 m / s'],
    ['20 degC to degF', '= 68 degF'],
    ['-40 degF to degC', '= -40 degC'],
    ['5 ft + 3 inch to cm', '= 160.02 cm'],
    ['1 kWh to MJ', '= 3.6 MJ'],
    ['2 GiB to MB', '= 2147.483648 MB'],
    ['sqrt(16 m^2)', '= 4 m'],
    ['sum(1 km, 2 m)', '= 1.002 km'],
    ['mean(1 m, 2 m)', '= 1.5 m'],
    ['max(1 km, 999 m)', '= 1 km'],
    ['2 km > 1999 m', '= true'],
    ['km to m', '= 1000 m'],
    ['speedOfLight to km/h', '= 1079252848.8 km / h'],
    ['10 km / 3', '≈ 3.33333333333333 km'],
  ])('%j %s', async (expression, answer) => {
    expect(await calculated(expression)).toBe(answer);
  });

  test('rounds to what is asked for, halves away from zero', async () => {
    expect(await calculated('2/3', 2)).toBe('= 2/3 (exact) ≈ 0.67 (rounded)');
    expect(await calculated('-0.125', 2)).toBe('= -0.125 (exact) ≈ -0.13 (rounded)');
    expect(await calculated('19.999', 2)).toBe('= 19.999 (exact) ≈ 20.00 (rounded)');
    expect(await calculated('sqrt(2)', 3)).toContain('≈ 1.414 (rounded');
  });

  test('does several at once, and says which of them it could not', async () => {
    const result = await calculator().run({ expressions: ['1+1', '3,5*2', '1,234', '1/0'] }, context);
    expect(result.kind).toBe('done');
    expect(result.text.split('\n')).toEqual([
      '1+1 = 2 (exact)',
      '3,5*2 (read as 3.5*2) = 7 (exact)',
      '1,234: not calculated, "1,234" can be read in two ways; write it with a point and without groups',
      '1/0: not calculated, division by zero',
    ]);
  });

  test('says that a unit is missing', async () => {
    expect(await calculated('5 m + 3')).toBe(': not calculated, what has a unit and what has none do not go together');
  });

  test('a long integer is shown rounded, with its length', async () => {
    expect(await calculated('1000!')).toBe('≈ 4.02387260077094e+2567 (rounded), an integer of 2568 digits');
  });
});

describe('what it refuses', () => {
  test.each([
    'x = 1',
    'f(x) = x',
    'f(2)',
    'import({a: 1})',
    'evaluate("1")',
    'parse("1")',
    'simplify("x")',
    'derivative("x", "x")',
    'createUnit("foo")',
    'config({})',
    'compile("1")',
    'help(sin)',
    'random()',
    'ones(1000, 1000)',
    '[1, 2; 3, 4]',
    '[1, 2]',
    '1:1000000',
    '{a: 1}',
    '"text"',
    'true + 1',
    '1; 2',
    '1 ? 2 : 3',
    "2'",
    'sin.constructor',
    'cos.constructor("return process")()',
    'constructor',
    '__proto__',
    'hasOwnProperty(1)',
    'toString()',
    'i',
    'Infinity',
    '0/0',
    'sqrt(-1)',
    'ln(0)',
    '0^-1',
    '3 m / (0 s)',
    '5 kg + 3 m',
    '5 m to kg',
    '5 to kg',
    '2^(3 m)',
    'bitAnd(1, 2)',
    'sin(1, 2)',
    'factorial(1.5)',
    '('.repeat(499),
    '',
  ])('%j', async (expression) => {
    const result = await calculator().run({ expressions: [expression] }, context);
    expect(result).toMatchObject({ kind: 'failed', failure: 'bad-input' });
    expect(result.text).toContain('not calculated');
  });

  test('its input is bounded', () => {
    const { input } = calculator();
    expect(input.safeParse({ expressions: [] }).success).toBe(false);
    expect(input.safeParse({ expressions: ['1'.repeat(501)] }).success).toBe(false);
    expect(input.safeParse({ expressions: Array<string>(21).fill('1') }).success).toBe(false);
    expect(input.safeParse({ expressions: ['1'], decimals: 31 }).success).toBe(false);
  });
});

describe('what would take for ever', () => {
  test.each([
    '9^9^9^9',
    '10^(10^10)',
    '(10^10)^(10^10)',
    '2^(2^40)',
    '1e999999999',
    '1e-999999999',
    'sin(1e1000)',
    'exp(10^12)',
    'factorial(10^9)',
    '1000!!',
    'combinations(10^9, 10^8)',
    'round(1, 10^9)',
    '(km^12)^12',
    '(2 km)^(10^9)',
    'lcm(1000!, 999! + 1, 998! + 7)^3',
  ])('%j is refused', async (expression) => {
    expect(await calculated(expression)).toContain('not calculated');
  });

  test('percentages in a row or inside each other do not double the work', async () => {
    expect(await calculated(`1${'+1%'.repeat(100)} - 1.01^100`)).toBe('= 0 (exact)');
    expect(await calculated(`${'1%(7+'.repeat(35)}0${')'.repeat(35)}`)).toBe('= 1 (exact)');
  });

  test('a root of a number with large prime factors is found without looking for them', async () => {
    expect(await calculated('sqrt((2^89 - 1) * (2^107 - 1)) > 2^97')).toBe('= true');
  });

  test('all expressions of a call share what they may take', () => {
    const work = { left: 60_000 };
    const heavy = Array.from({ length: 20 }, (_, i) => `(1/3^${2800 + i} + 1/7^1500)`).join(' - ');
    expect(evaluate(heavy, work)).toEqual({ kind: 'refused', why: 'this is too much to work out at once' });
    expect(work.left).toBeLessThan(0);
    expect(evaluate('1', work).kind).toBe('value');
    expect(evaluate('1 + 1', work).kind).toBe('refused');
  });

  test('stops between expressions when it is told to', async () => {
    const stopped = { ...context, signal: AbortSignal.abort() };
    expect(await calculator().run({ expressions: ['1'] }, stopped)).toMatchObject({ kind: 'failed' });
  });

  test('whatever is written, there is an answer or a refusal', () => {
    const piece = fc.constantFrom(
      ...[
        '1',
        '2.5',
        '1e30',
        '0',
        '+',
        '-',
        '*',
        '/',
        '^',
        '%',
        '!',
        '(',
        ')',
        ',',
        ' ',
        'km',
        's',
        'deg',
        'degC',
        'pi',
        'sin(',
        'sqrt(',
      ],
      ...[
        'max(',
        'round(',
        ' to ',
        ' mod ',
        '==',
        '<',
        '[',
        ']',
        'e',
        'factorial(',
        '9999',
        'exp(',
        ';',
        '"',
        '=',
        ':',
        '.',
        '{',
        "'",
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        const outcome = evaluate(pieces.join(''), { left: 50_000 });
        expect(outcome.kind === 'value' || outcome.why !== '').toBe(true);
      }),
      { numRuns: 1500, seed: 7 },
    );
  });
});
