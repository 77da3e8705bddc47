import type { Element, ElementContent, Root, RootContent } from 'hast';
import { linkDanger } from '../../shared/linkDanger.ts';

type Options = {
  /** Look at what links carry too. */
  careful: boolean;
  /** Addresses that are known to be what they are. */
  known: readonly string[];
};

/** Makes links that may lead elsewhere than they seem to `<samp data-why data-host data-address>`, which leads nowhere. */
export function rehypeLinks({ careful, known }: Options) {
  const isKnown = new Set(known);
  return (tree: Root): void => {
    tree.children = tree.children.map((node) => looked(node, { careful, isKnown }));
  };
}

function looked<N extends RootContent | ElementContent>(
  node: N,
  around: { careful: boolean; isKnown: ReadonlySet<string> },
): N | Element {
  if (node.type !== 'element') return node;
  const { href, src } = node.properties;
  const address = node.tagName === 'a' ? href : node.tagName === 'img' ? src : undefined;
  if (typeof address !== 'string') return { ...node, children: node.children.map((child) => looked(child, around)) };
  const text = node.tagName === 'img' ? (node.properties.alt ?? '') : textOf(node);
  const danger = linkDanger({ href: address, text, careful: around.careful && !around.isKnown.has(address) });
  if (danger === null) return node;
  return {
    type: 'element',
    tagName: 'samp',
    properties: { dataWhy: danger.why, dataHost: danger.host, dataAddress: address },
    children: node.tagName === 'img' ? [{ type: 'text', value: text }] : node.children,
  };
}

function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  return node.type === 'element' ? node.children.map(textOf).join('') : '';
}
