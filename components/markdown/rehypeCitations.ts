import type { ElementContent, Root, RootContent } from 'hast';

const SKIPPED = new Set(['code', 'pre', 'a']);

/** `[1]`, `[2, 3]`, `[2–4]`; not what leads somewhere itself. As servers read it. */
const MARK = /\[(\d{1,4}(?:\s?[,;–-]\s?\d{1,4}){0,20})\](?!\(|:\s*<?https?:)/g;
const LONGEST_RANGE = 20;

/**
 * Wraps where a text cites something in `<cite data-numbers="2,3">`; code and links are left alone. Only these numbers
 * can be cited; null while they are not known.
 */
export function rehypeCitations(known: readonly number[] | null) {
  return (tree: Root): void => {
    tree.children = tree.children.flatMap((node) => mark(node, known));
  };
}

function mark(node: RootContent | ElementContent, known: readonly number[] | null): (RootContent | ElementContent)[] {
  if (node.type === 'element') {
    if (SKIPPED.has(node.tagName)) return [node];
    return [{ ...node, children: node.children.flatMap((child) => mark(child, known)) as ElementContent[] }];
  }
  if (node.type !== 'text' || !node.value.includes('[')) return [node];
  const parts: ElementContent[] = [];
  let at = 0;
  for (const match of node.value.matchAll(MARK)) {
    const numbers = numbersIn(match[1] ?? '').filter((number) => known?.includes(number) ?? number > 0);
    if (numbers.length === 0) continue;
    if (match.index > at) parts.push({ type: 'text', value: node.value.slice(at, match.index) });
    parts.push({
      type: 'element',
      tagName: 'cite',
      properties: { dataNumbers: numbers.join(',') },
      children: [{ type: 'text', value: match[0] }],
    });
    at = match.index + match[0].length;
  }
  if (at === 0) return [node];
  if (at < node.value.length) parts.push({ type: 'text', value: node.value.slice(at) });
  return parts;
}

function numbersIn(text: string): number[] {
  const found = text.split(/[,;]/).flatMap((range) => {
    const [first, last = first] = range.split(/[–-]/).map(Number);
    if (first === undefined || last === undefined || last < first || last - first > LONGEST_RANGE) return [];
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
  return [...new Set(found)];
}
