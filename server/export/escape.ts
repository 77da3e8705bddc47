import { linksIn } from '../../shared/links.ts';

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text as it may stand anywhere in a page, within quotes too. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? '');
}

/** The same with the addresses in it as links. */
export function escapedWithLinks(text: string): string {
  const links = linksIn(text);
  if (links.length === 0) return escaped(text);
  // The longest first: one address may begin as another one is.
  const known = links.toSorted((a, b) => b.length - a.length).map((link) => RegExp.escape(link));
  const parts = text.split(new RegExp(`(${known.join('|')})`));
  return parts.map((part, at) => (at % 2 === 1 ? linkTo(part) : escaped(part))).join('');
}

function linkTo(address: string): string {
  return `<a href="${escaped(address)}" rel="noopener noreferrer nofollow">${escaped(address)}</a>`;
}
