/** What stands between the text of a turn and that of the next, so that they are paragraphs. */
export function between(text: string): string {
  if (text === '' || text.endsWith('\n\n')) return '';
  return text.endsWith('\n') ? '\n' : '\n\n';
}

/** The answer's text with that of another turn after it. */
export function joined(text: string, next: string): string {
  return next === '' ? text : text + between(text) + next;
}

/** What of the text that people saw belongs to the turn after `before`; null where they saw something else. */
export function restOf(shown: string, before: string): string | null {
  if (!shown.startsWith(before)) return null;
  const rest = shown.slice(before.length);
  const gap = between(before);
  return rest.startsWith(gap) ? rest.slice(gap.length) : rest.replace(/^\n+/, '');
}
