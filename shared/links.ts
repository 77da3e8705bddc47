/** Code, in which an address is no link. */
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
const ADDRESS = /https?:\/\/[^\s<>"'`]+/gi;
const WHOLE = /^https?:\/\/(?:[^\s/?#@]*@)?[\p{L}\p{N}](?:[\p{L}\p{N}.-]*)(?::\d{1,5})?(?:[/?#]|$)/iu;
const LONGEST = 2000;
const STOPS = new Set('.,;:!?*_~');

/** The addresses of pages in a text, each once, as they are written; the signs that end the sentence are not theirs. */
export function linksIn(text: string): string[] {
  const found = [...text.replace(CODE, ' ').matchAll(ADDRESS)].map(([address]) => trimmed(address));
  return [...new Set(found)].filter((address) => address.length <= LONGEST && WHOLE.test(address));
}

/** Without what follows an address in a sentence: stops, and the brackets that were opened before it. Looks at each sign once. */
function trimmed(address: string): string {
  const loose = { ')': count(address, ')') - count(address, '('), ']': count(address, ']') - count(address, '[') };
  let end = address.length;
  for (; end > 0; end--) {
    const last = address.charAt(end - 1);
    if (STOPS.has(last)) continue;
    if ((last !== ')' && last !== ']') || loose[last] <= 0) break;
    loose[last] -= 1;
  }
  return address.slice(0, end);
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}
