/** Signs that show nothing, with which one bit each can be written. */
const ZEROS = '\u200B\u2060\u2061\u2062\uFEFF';
const ONES = '\u200C\u200D\u2063\u2064';
const NOTHING = /[\u200B-\u200D\u2060-\u2064\uFEFF]{24,4000}/g;
const TAGS = /[\u{E0020}-\u{E007E}]{8,4000}/gu;
const SELECTORS = /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]{8,4000}/gu;
/** Flags of lands are written with a few tags. */
const MOST_RUNS = 50;
const MOST_CHARACTERS = 20_000;

/**
 * What is written into a text with signs that nobody sees: in tags, in variation selectors, or in bits of signs without
 * width; a run of each that says nothing readable stands as `…`. Empty where there is none.
 */
export function hiddenIn(text: string): string {
  const said = [
    ...runs(text, TAGS, tagged),
    ...runs(text, SELECTORS, selected),
    ...runs(text, NOTHING, (run) => bits(run) ?? '…'),
  ];
  return said.join('\n').slice(0, MOST_CHARACTERS);
}

function runs(text: string, sign: RegExp, read: (run: string) => string): string[] {
  const found: string[] = [];
  for (const [run] of text.matchAll(sign)) {
    if (found.length === MOST_RUNS) break;
    found.push(read(run));
  }
  return found;
}

function tagged(run: string): string {
  return Array.from(run, (sign) => String.fromCodePoint(codeOf(sign) - 0xe0000)).join('');
}

function selected(run: string): string {
  const bytes = Array.from(run, (sign) => {
    const code = codeOf(sign);
    return code < 0x10000 ? code - 0xfe00 : code - 0xe0100 + 16;
  });
  return readable(new TextDecoder().decode(Uint8Array.from(bytes))) ?? '…';
}

function bits(run: string): string | null {
  const digits = Array.from(run).filter((sign) => ZEROS.includes(sign) || ONES.includes(sign));
  const bytes: number[] = [];
  for (let at = 0; at + 8 <= digits.length; at += 8) {
    bytes.push(digits.slice(at, at + 8).reduce((byte, sign) => byte * 2 + (ONES.includes(sign) ? 1 : 0), 0));
  }
  return readable(new TextDecoder().decode(Uint8Array.from(bytes)));
}

/** The text where nearly all of it are letters and what stands between them; null for bytes that only look like one. */
export function readable(text: string): string | null {
  const plain = text.match(/[\p{L}\p{N}\p{P}\p{Zs}\n\t$+<>=|`~^]/gu)?.length ?? 0;
  return plain >= 8 && plain >= text.length * 0.9 ? text : null;
}

function codeOf(sign: string): number {
  return sign.codePointAt(0) ?? 0;
}
