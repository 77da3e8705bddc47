import * as z from 'zod/mini';

/** An emoji and its shortcodes without their colons, as the server keeps them. */
export type EmojiCodes = readonly [emoji: string, ...codes: string[]];
export type CodeQuery = { start: number; query: string };
export type CodeOption = { emoji: string; code: string };

const Rows = z.array(z.tuple([z.string()], z.string()));
const MOST = 8;

/** The `:…` the caret stands right after, if any: at least two signs, so that a smiley or a time opens no list. */
export function codeQuery(text: string, caret: number): CodeQuery | null {
  const found = /(?:^|[\s(])(:([\p{L}\p{N}_+-]{2,40}))$/u.exec(text.slice(0, caret));
  if (!found?.[1] || found[2] === undefined) return null;
  return { start: caret - found[1].length, query: found[2] };
}

/** Emojis one of whose shortcodes begins with the query, then those that have it further in. */
export function matchCodes(rows: readonly EmojiCodes[], query: string): CodeOption[] {
  const wanted = plain(query);
  const begins: CodeOption[] = [];
  const within: CodeOption[] = [];
  for (const [emoji, ...codes] of rows) {
    const code = codes.find((known) => plain(known).startsWith(wanted));
    if (code !== undefined) begins.push({ emoji, code });
    else {
      const part = codes.find((known) => plain(known).includes(`_${wanted}`));
      if (part !== undefined) within.push({ emoji, code: part });
    }
  }
  begins.sort((a, b) => Number(plain(b.code) === wanted) - Number(plain(a.code) === wanted));
  return [...begins, ...within].slice(0, MOST);
}

/** The text with the emoji in place of what was written of its code. */
export function insertCode(text: string, { start, query }: CodeQuery, emoji: string): { text: string; caret: number } {
  const end = start + 1 + query.length;
  const rest = text.slice(text[end] === ':' ? end + 1 : end);
  return { text: text.slice(0, start) + emoji + rest, caret: start + emoji.length };
}

/** The text with the emoji of a code that was just written out with both its colons; null where there is none. */
export function closedCode(
  rows: readonly EmojiCodes[],
  text: string,
  caret: number,
): { text: string; caret: number } | null {
  const found = /(?:^|[\s(])(:([\p{L}\p{N}_+-]{1,40}):)$/u.exec(text.slice(0, caret));
  const code = found?.[2];
  if (!found?.[1] || code === undefined) return null;
  const emoji = rows.find(([, ...codes]) => codes.includes(code.toLowerCase()))?.[0];
  if (emoji === undefined) return null;
  const start = caret - found[1].length;
  return { text: text.slice(0, start) + emoji + text.slice(caret), caret: start + emoji.length };
}

const loaded = new Map<string, Promise<readonly EmojiCodes[]>>();

/** The shortcodes of a language, fetched once; none where they cannot be had now. */
export function loadCodes(locale: string): Promise<readonly EmojiCodes[]> {
  const known = loaded.get(locale);
  if (known) return known;
  const loading = fetch(`/emoji/${locale}/shortcodes.json`)
    .then(async (response) => z.parse(Rows, await response.json()) as EmojiCodes[])
    .catch(() => {
      loaded.delete(locale);
      return [];
    });
  loaded.set(locale, loading);
  return loading;
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
