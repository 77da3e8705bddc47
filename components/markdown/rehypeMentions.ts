import type { ElementContent, Root, RootContent } from 'hast';
import { findMentions, type Mentionable } from '../../shared/mention.ts';

const SKIPPED = new Set(['code', 'pre', 'a']);

/** Wraps each mention in a text in `<span class="mention" data-mention="id">`; code and links are left alone. */
export function rehypeMentions(mentionable: readonly Mentionable[]) {
  return (tree: Root): void => {
    tree.children = tree.children.flatMap((node) => mark(node, mentionable));
  };
}

function mark(
  node: RootContent | ElementContent,
  mentionable: readonly Mentionable[],
): (RootContent | ElementContent)[] {
  if (node.type === 'element') {
    if (SKIPPED.has(node.tagName)) return [node];
    return [{ ...node, children: node.children.flatMap((child) => mark(child, mentionable)) as ElementContent[] }];
  }
  if (node.type !== 'text' || !node.value.includes('@')) return [node];
  const parts: ElementContent[] = [];
  let at = 0;
  for (const { id, start, end } of findMentions(node.value, mentionable)) {
    if (start > at) parts.push({ type: 'text', value: node.value.slice(at, start) });
    parts.push({
      type: 'element',
      tagName: 'span',
      properties: { className: ['mention'], dataMention: id },
      children: [{ type: 'text', value: node.value.slice(start, end) }],
    });
    at = end;
  }
  if (at === 0) return [node];
  if (at < node.value.length) parts.push({ type: 'text', value: node.value.slice(at) });
  return parts;
}
