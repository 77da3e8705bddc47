import type { ConnectionPrompt } from '../../shared/connection.ts';
import { plain } from '../composer/mentionQuery.ts';

/** So many are offered; of more than these one writes on. */
const MOST = 50;

/** What follows a `/` at the beginning of a text as far as the caret, if that can be the name of something. */
export function promptQuery(text: string, caret: number): string | null {
  if (!text.startsWith('/') || caret < 1 || caret > 60) return null;
  const query = text.slice(1, caret);
  return /[\n/]| {2}|^ /.test(query) ? null : query;
}

/** Those of whose name, title or server a word begins with the query; accents and case don't matter. */
export function matchPrompts(prompts: readonly ConnectionPrompt[], query: string): ConnectionPrompt[] {
  const wanted = plain(query);
  const found = prompts.filter(({ name, title, server }) =>
    [name, title, server].some((words) => {
      const known = plain(words);
      return known.startsWith(wanted) || known.split(/[\s_-]+/).some((word) => word.startsWith(wanted));
    }),
  );
  return found.slice(0, MOST);
}
