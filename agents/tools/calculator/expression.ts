/** What a person or a model wrote, as the parser takes it; `refused` says what to write instead. */
export type Reading = { kind: 'read'; text: string } | { kind: 'refused'; why: string };

const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/[×·⋅]/g, '*'],
  [/[÷∶]/g, '/'],
  [/[−–]/g, '-'],
  [/\*\*/g, '^'],
  [/²/g, '^2'],
  [/³/g, '^3'],
  [/µ/g, 'u'],
  [/π/g, 'pi'],
  [/°\s*([CF])\b/g, 'deg$1'],
  [/°/g, ' deg'],
  [/√/g, 'sqrt'],
  [/[\u00a0\u202f\u2009]/g, ' '],
  [/(%\s*)(?:of|von|vom)\b/g, '$1*'],
];

/** A comma or a group of digits that another country's reader would take for something else. */
const AMBIGUOUS = /^[1-9]\d{0,2},\d{3}$/;
const NUMBER = /\d[\d.,]*/y;
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;

/**
 * Puts typographic signs and German or English groups and decimal commas into plain form. Between the arguments of a
 * function a comma parts them, unless semicolons do. What could be 1234 as well as 1.234 is refused.
 */
export function readExpression(written: string): Reading {
  let text = written;
  for (const [sign, plain] of SIGNS) text = text.replace(sign, plain);
  const calls = openCalls(text);
  let out = '';
  for (let at = 0; at < text.length; ) {
    const name = matchAt(NAME, text, at);
    if (name !== undefined) {
      out += name;
      at += name.length;
      continue;
    }
    const call = calls[at];
    const number = matchAt(NUMBER, text, at)?.replace(/[.,]+$/, '');
    if (number === undefined || number === '') {
      out += text[at] === ';' && call === 'semicolons' ? ',' : (text[at] ?? '');
      at += 1;
      continue;
    }
    const plain = call === 'commas' ? number : plainNumber(number);
    if (plain === undefined) {
      return { kind: 'refused', why: `"${number}" can be read in two ways; write it with a point and without groups` };
    }
    out += plain;
    at += number.length;
  }
  return { kind: 'read', text: out.trim() };
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Undefined where the number is ambiguous. */
function plainNumber(number: string): string | undefined {
  if (!number.includes(',')) return /^\d{1,3}(\.\d{3}){2,}$/.test(number) ? number.replaceAll('.', '') : number;
  if (/^\d{1,3}(\.\d{3})+,\d+$/.test(number)) return number.replaceAll('.', '').replace(',', '.');
  if (/^\d{1,3}(,\d{3})+\.\d+$/.test(number) || /^\d{1,3}(,\d{3}){2,}$/.test(number)) return number.replaceAll(',', '');
  if (AMBIGUOUS.test(number)) return undefined;
  return /^\d+,\d+$/.test(number) ? number.replace(',', '.') : undefined;
}

type Place = 'outside' | 'commas' | 'semicolons';

/**
 * Tells percentages from remainders, which the parser does by reading what follows twice, so that many inside each other
 * never end, and takes "5% + 3" for a remainder. What is left of "%" is a percentage, written as `'`.
 */
export function markPercentages(text: string): string {
  return text.replace(/\s*%(?=\s*[\p{L}\p{N}_.([])(?!\s*(?:to|in|mod)\b)/gu, ' mod ').replace(/\s*%/g, "'");
}

/** For each character, whether it stands among the arguments of a function or in a list, and what parts them. */
function openCalls(text: string): Place[] {
  const places = new Array<Place>(text.length).fill('outside');
  const open: { from: number; lists: boolean; semicolon: boolean }[] = [];
  let nameBefore = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (sign === '(' || sign === '[') open.push({ from: at, lists: sign === '[' || nameBefore, semicolon: false });
    const innermost = open.at(-1);
    if (sign === ';' && innermost) innermost.semicolon = true;
    if ((sign === ')' || sign === ']') && innermost) {
      open.pop();
      if (innermost.lists) {
        const place = innermost.semicolon && sign === ')' ? 'semicolons' : 'commas';
        // What stands further inside has been marked already.
        for (let inner = innermost.from; inner < at; inner++) {
          if (places[inner] === 'outside') places[inner] = place;
        }
      }
    }
    if (sign !== ' ') nameBefore = /[\p{L}\p{N}_]/u.test(sign) && isNameEnd(text, at);
  }
  return places;
}

function isNameEnd(text: string, at: number): boolean {
  let from = at;
  while (from > 0 && /[\p{L}\p{N}_]/u.test(text[from - 1] ?? '')) from -= 1;
  return /[\p{L}_]/u.test(text[from] ?? '');
}
