import { findSums } from '../arithmetic.ts';
import { dataIn } from './tables.ts';
import type { Asked, Wish } from './wish.ts';

const FENCE = /```([\w+-]*)[^\S\n]*\n([\s\S]*?)(?:```|$)/;
const RUN = /\b(?:run|execute|eval(?:uate)?)\b|\bausführen\b|\bführ\p{L}*\b[\s\S]*\baus\b|\blass\b[\s\S]*\blaufen\b/iu;
const AFTER_CUE = /\b(python|javascript|js|run|execute|code)\s*:\s*([\s\S]+)$/i;
const PLOT = /\bplot\w*\b|\bbar chart\b|\bchart\b|\bdiagramm\b|\bbalkendiagramm\b|\bzeichne\b/i;
const PYTHON_WORD = /\bpython\b/i;
const LONGEST_CUE = 1_000;
const LONGEST_CODE = 20_000;
const MOST_BARS = 40;

/** Programs that stand in the request, and pictures of its numbers. */
export function programs(asked: Asked): Wish[] {
  const { text, language } = asked;
  const given = givenCode(text);
  if (given !== null) return [{ name: `run_${given.language}`, input: { code: given.code } }];
  if (PLOT.test(text)) {
    const bars = barsIn(text, language);
    return bars === null ? [] : [{ name: 'run_python', input: { code: plotOf(bars) } }];
  }
  const sums = PYTHON_WORD.test(text) ? findSums(text.replace(PYTHON_WORD, ''), language) : [];
  if (sums.length === 0) return [];
  const lines = sums.map(({ plain }) => `print(${plain.replaceAll('^', '**').replace(/(\d)\s*%/g, '$1 / 100')})`);
  return [{ name: 'run_python', input: { code: lines.join('\n') } }];
}

function givenCode(text: string): { language: 'python' | 'javascript'; code: string } | null {
  const [, tag = '', inFence] = FENCE.exec(text) ?? [];
  if (inFence !== undefined) {
    const code = inFence.trim();
    const language = languageOf(tag.toLowerCase(), code);
    return language === null || code === '' || code.length > LONGEST_CODE ? null : { language, code };
  }
  const [, cue = '', after = ''] = AFTER_CUE.exec(text) ?? [];
  const code = (after === '' && RUN.test(text.slice(0, LONGEST_CUE)) ? (/`([^`\n]+)`/.exec(text)?.[1] ?? '') : after)
    .replace(/^`|`$/g, '')
    .trim();
  if (!/[([=]/.test(code) || code.length > LONGEST_CODE) return null;
  const tagged = /^(?:javascript|js)$/i.test(cue) || /\bjavascript\b/i.test(text) ? 'js' : cue.toLowerCase();
  const language = languageOf(tagged === 'python' || tagged === 'js' ? tagged : '', code);
  return language === null ? null : { language, code };
}

function languageOf(tag: string, code: string): 'python' | 'javascript' | null {
  if (/^(?:python3?|py)$/.test(tag)) return 'python';
  if (/^(?:javascript|js|mjs)$/.test(tag)) return 'javascript';
  if (tag !== '') return null;
  if (/\bconsole\.log\(|\b(?:const|let|var|function)\s|=>/.test(code)) return 'javascript';
  return /\bprint\(|^\s*(?:def|import|from|for|while)\s/m.test(code) ? 'python' : null;
}

type Bar = { label: string; value: number };

function barsIn(text: string, language: Asked['language']): Bar[] | null {
  const rows = dataIn(text, language)?.rows ?? [];
  const named = rows.flatMap(([label = '', value]) =>
    typeof value === 'number' ? [{ label: String(label).replace(PLOT, '').trim(), value }] : [],
  );
  const bare = [...text.matchAll(/(?<![\p{L}\d.])\d+(?:\.\d+)?(?![\p{L}\d])/gu)].map(([raw], at) => {
    return { label: String(at + 1), value: Number(raw) };
  });
  const bars = (named.length >= 2 ? named : bare).slice(0, MOST_BARS);
  return bars.length >= 2 ? bars : null;
}

/** A program that draws bars into a picture and prints them; it needs no library for either. */
function plotOf(bars: readonly Bar[]): string {
  return `import struct, zlib

labels = ${JSON.stringify(bars.map(({ label }) => label))}
values = ${JSON.stringify(bars.map(({ value }) => value))}
width, height, gap = 640, 360, 8
paper, ink = b"\\xff\\xff\\xff", b"\\x1d\\x4e\\xd8"
top = max(max(values), 0) or 1
bar = (width - gap) // len(values) - gap

rows = []
for y in range(height):
    level = (height - y) / height
    row = b"".join(paper * gap + (ink if value / top * 0.95 >= level else paper) * bar for value in values)
    rows.append(b"\\x00" + row.ljust(width * 3, b"\\xff"))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
with open("/out/plot.png", "wb") as file:
    file.write(b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", head))
    file.write(chunk(b"IDAT", zlib.compress(b"".join(rows))) + chunk(b"IEND", b""))

for label, value in zip(labels, values):
    print(f"{label:>12} {'█' * round(20 * max(value, 0) / top)} {value}")`;
}
