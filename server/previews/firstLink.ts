import { linkDanger } from '../../shared/linkDanger.ts';

/** Longest address that is looked at. */
const LONGEST = 2000;
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
const LINK = /\bhttps?:\/\/[^\s<>"'`\\^{}|]+/giu;
const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

/** The first web address that a text links to, outside of code, as it is written there, and leads where it seems to; undefined where there is none. */
export function firstLink(text: string): string | undefined {
  for (const [found] of text.replaceAll(CODE, ' ').matchAll(LINK)) {
    const link = withoutEnd(found);
    const url = link.length > LONGEST ? null : URL.parse(link);
    if (url === null || url.hostname === '') continue;
    if (linkDanger({ href: link, text: link, careful: false }) === null) return link;
  }
  return undefined;
}

/** What ends a sentence or closes a bracket that was opened before is not of the address. */
function withoutEnd(link: string): string {
  let end = link.length;
  for (; end > 0; end--) {
    const last = link[end - 1] ?? '';
    if (/[.,;:!?*_~…“”»«]/u.test(last)) continue;
    const opening = BRACKETS[last];
    if (opening === undefined || count(link.slice(0, end), opening) >= count(link.slice(0, end), last)) break;
  }
  return link.slice(0, end);
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}
