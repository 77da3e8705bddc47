const SHORTEST = 200;
const LONGEST = 1000;

/**
 * Joins blocks of a text into passages that say something on their own and that a person can be shown: short ones go with
 * what follows, long ones are parted where a line, a sentence or at least a word ends. No passage has over 1000 characters.
 */
export function passagesOf(blocks: readonly string[]): string[] {
  const passages: string[] = [];
  let current = '';
  for (const piece of blocks.flatMap(parted)) {
    const isHeading = /^#{1,6} /.test(piece);
    const isFull = current.length >= SHORTEST || current.length + piece.length + 1 > LONGEST;
    if (current !== '' && (isFull || (isHeading && !/^#{1,6} .*$/.test(current)))) {
      passages.push(current);
      current = '';
    }
    current = current === '' ? piece : `${current}\n${piece}`;
  }
  if (current !== '') passages.push(current);
  return passages;
}

function parted(block: string): string[] {
  const pieces: string[] = [];
  let rest = block.trimEnd();
  while (rest.length > LONGEST) {
    const head = rest.slice(0, LONGEST);
    const at = [/^[^]*\n/, /^[^]*[.!?。！？]["')\]]*\s/, /^[^]*\s/]
      .map((end) => end.exec(head)?.[0].length ?? 0)
      .find((length) => length >= SHORTEST);
    const piece = at === undefined ? head.replace(/[\uD800-\uDBFF]$/, '') : head.slice(0, at);
    pieces.push(piece.trimEnd());
    rest = rest.slice(piece.length);
  }
  return [...pieces, rest].filter((piece) => piece.trim() !== '');
}

/** Shares passages out over parts of so many characters as they are shown, if no single one has more; there is always one. */
export function partsOf(passages: readonly string[], characters: number): string[][] {
  const parts: string[][] = [[]];
  let size = 0;
  for (const passage of passages) {
    const shown = numbered([passage]).length + 4;
    if (size > 0 && size + shown > characters) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(passage);
    size += shown;
  }
  return parts;
}

/**
 * Passages as a model reads them: `[n]` begins a passage and only that, as what else a passage holds is indented, so that
 * no text from outside can pass for another passage.
 */
export function numbered(passages: readonly string[]): string {
  return passages.map((passage, index) => `[${index + 1}] ${passage.replaceAll('\n', '\n  ')}`).join('\n');
}
