import { linkDanger } from '../../shared/linkDanger.ts';
import { linksIn } from '../../shared/links.ts';

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text as it may stand anywhere in a page, within quotes too. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? '');
}

type Looked = {
  /** An agent wrote it, who may have been told to by others: what links carry is looked at too. */
  careful?: boolean;
  /** Addresses that are known to be what they are. */
  known?: readonly string[];
};

/** The same with the addresses in it as links; one that may lead elsewhere than it seems to is text, with where it leads. */
export function escapedWithLinks(text: string, { careful = false, known = [] }: Looked = {}): string {
  const links = linksIn(text);
  if (links.length === 0) return escaped(text);
  // The longest first: one address may begin as another one is.
  const ways = links.toSorted((a, b) => b.length - a.length).map((link) => RegExp.escape(link));
  const parts = text.split(new RegExp(`(${ways.join('|')})`));
  return parts
    .map((part, at) => (at % 2 === 1 ? linkTo(part, careful && !known.includes(part)) : escaped(part)))
    .join('');
}

function linkTo(address: string, careful: boolean): string {
  const danger = linkDanger({ href: address, text: address, careful });
  if (danger !== null) return `${escaped(address)} <span class="note">(→ ${escaped(danger.host)})</span>`;
  return `<a href="${escaped(address)}" rel="noopener noreferrer nofollow">${escaped(address)}</a>`;
}
