import type { Language } from '../../run/language.ts';

export type Sum = { expression: string; value: number };

const CUE = /\b(what(?:'s|’s| is)|how much|calculate|compute|was ist|wie ?viel|rechne|berechne|ergibt)\b|=/i;
const NUMBER = /\d+(?:[.,]\d+)*/g;

/** The sum somebody asks for in words or signs, and what it makes; null where none is asked for. */
export function findSum(text: string, language: Language): Sum | null {
  const signs = text
    .replace(/(\d)\s*(?:percent|prozent|%)\s*(?:of|von)\s+/gi, '$1 % * ')
    .replace(/\bplus\b/gi, '+')
    .replace(/\bminus\b/gi, '-')
    .replace(/\b(?:times|mal|multiplied by)\b|(?<=\d\s*)[x×·](?=\s*\d)/gi, '*')
    .replace(/\b(?:divided by|geteilt durch|durch)\b|÷/gi, '/')
    .replace(/−/g, '-');
  const runs = signs.match(/[-(]*\d[\d.,+\-*/^()%\s]*[\d)%]|[-(]*\d/g) ?? [];
  for (const run of runs) {
    const expression = run.trim().replace(/[.,]$/, '');
    if (!/\d\s*%?\s*\)*\s*[+\-*/^]/.test(expression) || /\d{4}-\d{2}-\d{2}/.test(expression)) continue;
    if (!CUE.test(text) && expression.length < signs.trim().length - 2) continue;
    const value = evaluate(expression.replace(NUMBER, (raw) => String(toNumber(raw, language))));
    if (value !== null) return { expression: expression.replace(/\s+/g, ' '), value };
  }
  return null;
}

/** A number as it is written in that language, without the dust of binary fractions. */
export function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-GB', { maximumSignificantDigits: 12 }).format(value);
}

function toNumber(raw: string, language: Language): number {
  const separators = [...raw.matchAll(/[.,]/g)];
  const last = separators.at(-1);
  if (last === undefined) return Number(raw);
  const thousands = language === 'de' ? '.' : ',';
  const grouped = separators.length > 1 || (last[0] === thousands && /\D\d{3}$/.test(raw));
  const mixed = new Set(separators.map(([sign]) => sign)).size > 1;
  if (grouped && !mixed) return Number(raw.replace(/[.,]/g, ''));
  return Number(`${raw.slice(0, last.index).replace(/[.,]/g, '')}.${raw.slice(last.index + 1)}`);
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
