/** Deeper than this nothing is read. */
const DEEPEST = 20;

/** Thrown where the text ends or is no JSON; what was read until then stands. */
class Ended extends Error {}

/**
 * What a JSON text says as far as it goes: one that was cut off gives the values before the cut, the string that was cut
 * included. Undefined where nothing can be read.
 */
export function jsonBeginning(text: string): unknown {
  let at = 0;

  function value(depth: number, keep: (value: unknown) => void): void {
    blank();
    const sign = text[at];
    if (depth > DEEPEST || sign === undefined) throw new Ended();
    if (sign === '{') object(depth, keep);
    else if (sign === '[') array(depth, keep);
    else if (sign === '"') string(keep);
    else plain(keep);
  }

  function object(depth: number, keep: (value: unknown) => void): void {
    const read: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    keep(read);
    at += 1;
    blank();
    while (text[at] !== '}') {
      let name: string | undefined;
      if (text[at] !== '"') throw new Ended();
      const begins = at;
      string((whole) => {
        name = whole;
      });
      blank();
      if (name === undefined || text[at] !== ':' || at === begins) throw new Ended();
      at += 1;
      const field = name;
      value(depth + 1, (inner) => {
        read[field] = inner;
      });
      next('}');
    }
    at += 1;
  }

  function array(depth: number, keep: (value: unknown) => void): void {
    const read: unknown[] = [];
    keep(read);
    at += 1;
    blank();
    while (text[at] !== ']') {
      const index = read.length;
      value(depth + 1, (inner) => {
        read[index] = inner;
      });
      next(']');
    }
    at += 1;
  }

  function string(keep: (value: string) => void): void {
    let end = at + 1;
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
    const whole = end < text.length;
    keep(unescaped(text.slice(at + 1, Math.min(end, text.length))));
    at = end + 1;
    if (!whole) throw new Ended();
  }

  function plain(keep: (value: unknown) => void): void {
    const word = /^[^\s,:{}[\]"]+/.exec(text.slice(at, at + 40))?.[0] ?? '';
    at += word.length;
    // A number at the very end may have been longer.
    if (at >= text.length && word !== text) throw new Ended();
    try {
      keep(JSON.parse(word));
    } catch {
      throw new Ended();
    }
  }

  function next(end: string): void {
    blank();
    if (text[at] === ',') {
      at += 1;
      blank();
    } else if (text[at] !== end) throw new Ended();
  }

  function blank(): void {
    while (/\s/.test(text[at] ?? '')) at += 1;
  }

  let read: unknown;
  try {
    value(0, (whole) => {
      read = whole;
    });
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
  }
  return read;
}

/** The text of a string between its quotes; an escape that is cut or unknown is left out. */
function unescaped(raw: string): string {
  try {
    return JSON.parse(`"${raw.replace(/[\u0000-\u001f]/g, ' ')}"`) as string;
  } catch {
    return raw.replace(/\\(?:u[\da-f]{0,4}|.|$)/gi, (escape) => SIGNS[escape] ?? codePoint(escape));
  }
}

const SIGNS: Record<string, string> = {
  '\\n': '\n',
  '\\t': '\t',
  '\\r': '',
  '\\"': '"',
  '\\\\': '\\',
  '\\/': '/',
};

function codePoint(escape: string): string {
  return /^\\u[\da-f]{4}$/i.test(escape) ? String.fromCharCode(Number.parseInt(escape.slice(2), 16)) : '';
}
