import type { Language } from '../../run/language.ts';

/** `plain` is the expression with its numbers as every calculator reads them. */
export type Sum = { expression: string; plain: string; value: number };

const CUE = /\b(what(?:'s|’s| is)|how much|calculate|compute|was ist|wie ?viel|rechne|berechne|ergibt)\b|=/i;
const NUMBER = /\d+(?:[.,]\d+)*/g;

/** The sums somebody asks for in words or signs, and what they make; none where none is asked for. */
export function findSums(text: string, language: Language): Sum[] {
  const signs = text
    .replace(/(\d)\s*(?:percent|prozent|%)\s*(?:of|von)\s+/gi, '$1 % * ')
    .replace(/\bplus\b/gi, '+')
    .replace(/\bminus\b/gi, '-')
    .replace(/\b(?:times|mal|multiplied by)\b|(?<=\d\s*)[x×·](?=\s*\d)/gi, '*')
    .replace(/\b(?:divided by|geteilt durch|durch)\b|÷/gi, '/')
    .replace(/−/g, '-');
  const runs = signs.match(/[-(]*\d[\d.,+\-*/^()%\s]*[\d)%]|[-(]*\d/g) ?? [];
  return runs.flatMap((run) => {
    const expression = run.trim().replace(/[.,]$/, '');
    if (!/\d\s*%?\s*\)*\s*[+\-*/^]/.test(expression) || /\d{4}-\d{2}-\d{2}/.test(expression)) return [];
    if (!CUE.test(text) && expression.length < signs.trim().length - 2) return [];
    const plain = expression.replace(NUMBER, (raw) => plainNumber(raw, language)).replace(/\s+/g, ' ');
    const value = evaluate(plain);
    return value === null ? [] : [{ expression: expression.replace(/\s+/g, ' '), plain, value }];
  });
}

/** A number as it is written in that language, without the dust of binary fractions. */
export function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-GB', { maximumSignificantDigits: 12 }).format(value);
}

/** A number as it stands in a text of that language, without groups and with a decimal point. */
export function plainNumber(raw: string, language: Language): string {
  const separators = [...raw.matchAll(/[.,]/g)];
  const last = separators.at(-1);
  if (last === undefined) return raw;
  const thousands = language === 'de' ? '.' : ',';
  const grouped = separators.length > 1 || (last[0] === thousands && /\D\d{3}$/.test(raw));
  const mixed = new Set(separators.map(([sign]) => sign)).size > 1;
  if (grouped && !mixed) return raw.replace(/[.,]/g, '');
  return `${raw.slice(0, last.index).replace(/[.,]/g, '')}.${raw.slice(last.index + 1)}`;
}

/** Plain arithmetic: + - * / ^ % and brackets; null where it is none or has no finite value. */
export function evaluate(expression: string): number | null {
  const tokens = expression.match(/\d+(?:\.\d+)?(?:e[+-]?\d+)?|[-+*/^()%]/g) ?? [];
  if (tokens.join('') !== expression.replace(/\s/g, '')) return null;
  let at = 0;
  const take = (...signs: string[]) => {
    const token = tokens[at];
    if (token === undefined || !signs.includes(token)) return null;
    at += 1;
    return token;
  };

  function sum(): number {
    let value = product();
    for (let sign = take('+', '-'); sign !== null; sign = take('+', '-')) {
      value = sign === '+' ? value + product() : value - product();
    }
    return value;
  }
  function product(): number {
    let value = signed();
    for (let sign = take('*', '/'); sign !== null; sign = take('*', '/')) {
      value = sign === '*' ? value * signed() : value / signed();
    }
    return value;
  }
  function signed(): number {
    return take('-') === null ? power() : -signed();
  }
  function power(): number {
    const base = percent();
    return take('^') === null ? base : base ** signed();
  }
  function percent(): number {
    let value = atom();
    while (take('%') !== null) value /= 100;
    return value;
  }
  function atom(): number {
    if (take('(') !== null) {
      const value = sum();
      return take(')') === null ? Number.NaN : value;
    }
    const token = tokens[at];
    at += 1;
    return token === undefined ? Number.NaN : Number(token);
  }

  const value = sum();
  return at === tokens.length && Number.isFinite(value) ? Number(value.toPrecision(12)) : null;
}
