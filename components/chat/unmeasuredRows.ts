/*
 * The list measures a row only when it is drawn. What is followed before that is a place which the list does not know.
 */

/** Lets the content be as long as the last row of its list has just become, until the list itself knows. */
export function giveRoom(content: HTMLElement): void {
  const missing = unmeasured(content);
  content.style.minHeight = '';
  if (missing > 0) content.style.minHeight = `${String(content.getBoundingClientRect().height + missing)}px`;
}

/** By how much the last row of a list stands out of it, in pixels. */
function unmeasured({ firstElementChild: list }: HTMLElement): number {
  const row = list?.lastElementChild;
  if (!list || !row) return 0;
  const out = row.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom;
  return out > 0.5 ? out : 0;
}
