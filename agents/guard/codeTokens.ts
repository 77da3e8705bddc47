export type CodeLanguage = 'python' | 'javascript' | 'shell';

/** A word, a sign or a string of a program with the line it begins in; of a string what stands between its quotes. */
export type CodeToken = { kind: 'word' | 'sign' | 'string'; text: string; line: number };

const MOST_TOKENS = 50_000;
const WORD = /[\p{L}\p{N}_$]+/uy;
const SPACE = /[^\S\n]+/y;

/** The tokens of a program, remarks left out, in one pass; a string that does not end ends with its line, or the text. */
export function tokensOf(code: string, language: CodeLanguage): CodeToken[] {
  const tokens: CodeToken[] = [];
  let at = 0;
  let line = 1;

  function take(kind: CodeToken['kind'], text: string, to: number): void {
    tokens.push({ kind, text, line });
    for (let seen = at; seen < to; seen += 1) if (code[seen] === '\n') line += 1;
    at = to;
  }

  while (at < code.length && tokens.length < MOST_TOKENS) {
    const sign = code[at] ?? '';
    if (sign === '\n') {
      line += 1;
      at += 1;
      continue;
    }
    const space = matchAt(SPACE, code, at);
    if (space > 0) {
      at += space;
      continue;
    }
    const remark = remarkEnd(code, at, language);
    if (remark !== null) {
      for (; at < remark; at += 1) if (code[at] === '\n') line += 1;
      continue;
    }
    const word = matchAt(WORD, code, at);
    if (word > 0) {
      take('word', code.slice(at, at + word), at + word);
      continue;
    }
    const quote = quoteAt(code, at, language);
    if (quote === null) take('sign', sign, at + 1);
    else {
      const end = stringEnd(code, at + quote.length, quote);
      take('string', code.slice(at + quote.length, end), Math.min(code.length, end + quote.length));
    }
  }
  return tokens;
}

function matchAt(pattern: RegExp, code: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(code)?.[0].length ?? 0;
}

function remarkEnd(code: string, at: number, language: CodeLanguage): number | null {
  const begins = language === 'javascript' ? code.startsWith('//', at) : code[at] === '#';
  if (begins) {
    const end = code.indexOf('\n', at);
    return end < 0 ? code.length : end;
  }
  if (language !== 'javascript' || !code.startsWith('/*', at)) return null;
  const end = code.indexOf('*/', at + 2);
  return end < 0 ? code.length : end + 2;
}

function quoteAt(code: string, at: number, language: CodeLanguage): string | null {
  const sign = code[at] ?? '';
  if (language === 'javascript' && sign === '`') return sign;
  if (sign !== '"' && sign !== "'") return null;
  const triple = sign.repeat(3);
  return language === 'python' && code.startsWith(triple, at) ? triple : sign;
}

function stringEnd(code: string, from: number, quote: string): number {
  const manyLines = quote.length === 3 || quote === '`';
  for (let at = from; at < code.length; at += 1) {
    if (code[at] === '\\') at += 1;
    else if (code.startsWith(quote, at) || (!manyLines && code[at] === '\n')) return at;
  }
  return code.length;
}
