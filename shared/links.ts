/** Code, in which an address is no link. */
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
const ADDRESS = /https?:\/\/[^\s<>"'`]+/gi;
const WHOLE = /^https?:\/\/(?:[^\s/?#@]*@)?[\p{L}\p{N}](?:[\p{L}\p{N}.-]*)(?::\d{1,5})?(?:[/?#]|$)/iu;
const LONGEST = 2000;

/** The addresses of pages in a text, each once, as they are written; the signs that end the sentence are not theirs. */
export function linksIn(text: string): string[] {
  const found = [...text.replace(CODE, ' ').matchAll(ADDRESS)].map(([address]) => trimmed(address));
  return [...new Set(found)].filter((address) => address.length <= LONGEST && WHOLE.test(address));
}

/** Without what follows an address in a sentence: stops, and the brackets that were opened before it. */
function trimmed(address: string): string {
  let kept = address;
  for (;;) {
    const shorter = kept.replace(/[.,;:!?*_~]+$/, '');
    const last = shorter.at(-1);
    const isLoose =
      (last === ')' && count(shorter, '(') < count(shorter, ')')) ||
      (last === ']' && count(shorter, '[') < count(shorter, ']'));
    const next = isLoose ? shorter.slice(0, -1) : shorter;
    if (next === kept) return kept;
    kept = next;
  }
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}
