/** Someone who can be mentioned: by handle or by name, whichever stands after the `@`. */
export type Mentionable = { id: string; names: readonly string[] };

export type Mention = { id: string; start: number; end: number };

/** What stands for every agent of the chat. */
export const EVERYONE = 'all';

const BEFORE = /[\p{L}\p{N}_.+\-@]/u;
const WORD = /[\p{L}\p{N}_]/u;

/**
 * The mentions in a text, in order, as UTF-16 ranges. A mention is `@` that does not follow a word (so an e-mail
 * address is none), then a name or handle in any case, the longest that fits, ending at a word's end. Code is skipped.
 * `all` is returned with the id EVERYONE.
 */
export function findMentions(text: string, contacts: readonly Mentionable[]): Mention[] {
  const names = [...contacts, { id: EVERYONE, names: [EVERYONE] }]
    .flatMap((contact) => contact.names.map((name) => ({ id: contact.id, name: fold(name) })))
    .filter((entry) => entry.name !== '')
    .sort((a, b) => b.name.length - a.name.length);
  const folded = fold(text);
  const code = codeRanges(text);
  const found: Mention[] = [];
  for (let at = folded.indexOf('@'); at !== -1; at = folded.indexOf('@', at + 1)) {
    if (at > 0 && BEFORE.test(characterBefore(folded, at))) continue;
    if (code.some(([start, end]) => at >= start && at < end)) continue;
    const match = names.find(
      ({ name }) => folded.startsWith(name, at + 1) && !WORD.test(folded.charAt(at + 1 + name.length)),
    );
    if (match) found.push({ id: match.id, start: at, end: at + 1 + match.name.length });
  }
  return found;
}

/** Ids mentioned, each once, and whether everyone is. */
export function mentionsOf(text: string, contacts: readonly Mentionable[]): { mentioned: string[]; everyone: boolean } {
  const ids = new Set(findMentions(text, contacts).map((mention) => mention.id));
  const everyone = ids.delete(EVERYONE);
  return { mentioned: [...ids], everyone };
}

/** Lower case without changing the length, so that ranges stay true. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length
    ? lower
    : Array.from(text, (c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join('');
}

function characterBefore(text: string, at: number): string {
  const unit = text.charCodeAt(at - 1);
  return unit >= 0xdc00 && unit <= 0xdfff ? text.slice(at - 2, at) : text.charAt(at - 1);
}

function codeRanges(text: string): [number, number][] {
  return Array.from(text.matchAll(/```[\s\S]*?(?:```|$)|`[^`\n]*`/g), (match) => [
    match.index,
    match.index + match[0].length,
  ]);
}
