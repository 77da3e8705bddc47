import { EVERYONE } from '../../shared/mention.ts';

export type MentionQuery = { start: number; query: string };

/** A contact that can be chosen: `insert` is what stands in the text after the `@`. */
export type MentionOption = { id: string; name: string; insert: string; keys: readonly string[] };

const BEFORE = /[\p{L}\p{N}_.+\-@]/u;

/** The `@…` the caret stands in or right after, if any; a line break or two spaces end it. */
export function mentionQuery(text: string, caret: number): MentionQuery | null {
  const start = text.lastIndexOf('@', caret - 1);
  if (start === -1 || caret - start > 60) return null;
  if (start > 0 && BEFORE.test(text.charAt(start - 1))) return null;
  const query = text.slice(start + 1, caret);
  if (/\n| {2}|^ /.test(query)) return null;
  return { start, query };
}

/** Options whose name or handle has a word that begins with the query; accents and case don't matter. */
export function matchOptions(options: readonly MentionOption[], query: string): MentionOption[] {
  const wanted = plain(query);
  return options.filter((option) =>
    option.keys.some((key) => {
      const name = plain(key);
      return name.startsWith(wanted) || name.split(' ').some((word) => word.startsWith(wanted));
    }),
  );
}

/** The text with the mention put in, and where the caret goes. */
export function insertMention(
  text: string,
  { start, query }: MentionQuery,
  insert: string,
): { text: string; caret: number } {
  const rest = text.slice(start + 1 + query.length);
  const put = `@${insert}${rest.startsWith(' ') ? '' : ' '}`;
  return { text: text.slice(0, start) + put + rest, caret: start + put.length + (rest.startsWith(' ') ? 1 : 0) };
}

export function everyoneOption(name: string): MentionOption {
  return { id: EVERYONE, name, insert: EVERYONE, keys: [EVERYONE, name] };
}

export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
