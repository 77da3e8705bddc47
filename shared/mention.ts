/** Someone who can be mentioned: by handle or by name, whichever stands after the `@`. */
export type Mentionable = { id: string; names: readonly string[] };

export type Mention = { id: string; start: number; end: number };

/** What stands for every agent of the chat. */
export const EVERYONE = 'all';

const BEFORE = /[\p{L}\p{M}\p{N}_.+\-@]$/u;
/** A word goes on, also behind a hyphen: `@Anna-Lena` is not Anna. */
const GOES_ON = /^(?:[\p{L}\p{M}\p{N}_]|-[\p{L}\p{N}])/u;
const CODE_OR_LINK = /```[\s\S]*?(?:```|$)|`[^`\n]*`|https?:\/\/[^\s<>]+/g;
const LONGEST_CHARACTER = 3;

/**
 * The mentions in a text, in order, as UTF-16 ranges that do not overlap. A mention is `@` that does not follow a word
 * (so an e-mail address is none), then a name or handle in any case, the longest that fits, ending at a word's end.
 * Code and links are skipped. `all` is returned with the id EVERYONE, whoever else may be called so.
 */
export function findMentions(text: string, contacts: readonly Mentionable[]): Mention[] {
  const names = byFirstUnit(contacts);
  const folded = fold(text);
  const skipped = Array.from(text.matchAll(CODE_OR_LINK), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  const found: Mention[] = [];
  let skip = 0;
  for (let at = folded.indexOf('@'); at !== -1; at = folded.indexOf('@', at + 1)) {
    while ((skipped[skip]?.end ?? text.length) <= at && skip < skipped.length) skip += 1;
    if (at >= (skipped[skip]?.start ?? text.length)) continue;
    if (BEFORE.test(folded.slice(Math.max(0, at - LONGEST_CHARACTER), at))) continue;
    const match = names
      .get(folded.charCodeAt(at + 1))
      ?.find(({ name }) => folded.startsWith(name, at + 1) && endsWord(folded, at + 1 + name.length));
    if (match === undefined) continue;
    const end = at + 1 + match.name.length;
    found.push({ id: match.id, start: at, end });
    at = end - 1;
  }
  return found;
}

/** Ids mentioned, each once, and whether everyone is. */
export function mentionsOf(text: string, contacts: readonly Mentionable[]): { mentioned: string[]; everyone: boolean } {
  const ids = new Set(findMentions(text, contacts).map((mention) => mention.id));
  const everyone = ids.delete(EVERYONE);
  return { mentioned: [...ids], everyone };
}

type Name = { id: string; name: string };

/** Folded names, the longest first, by how they begin; each in both ways in which umlauts and accents are written. */
function byFirstUnit(contacts: readonly Mentionable[]): Map<number, Name[]> {
  const names = [{ id: EVERYONE, names: [EVERYONE] }, ...contacts]
    .flatMap(({ id, names: all }) =>
      all.flatMap((name) =>
        [...new Set([name, name.normalize('NFC'), name.normalize('NFD')])].map((n) => ({ id, name: fold(n) })),
      ),
    )
    .filter(({ name }) => name.trim() !== '')
    .sort((a, b) => b.name.length - a.name.length);
  const groups = new Map<number, Name[]>();
  for (const entry of names) {
    const first = entry.name.charCodeAt(0);
    const group = groups.get(first);
    if (group) group.push(entry);
    else groups.set(first, [entry]);
  }
  return groups;
}

function endsWord(folded: string, at: number): boolean {
  return !GOES_ON.test(folded.slice(at, at + LONGEST_CHARACTER));
}

/** Lower case without changing the length, so that ranges stay true. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from(text, (c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join('');
}
