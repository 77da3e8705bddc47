/** Code is taken as it is, however much of it there is. */
const FENCED =
  /^ {0,3}(`{3,})[^\n`]*\n[\s\S]*?(?:^ {0,3}\1|$(?![\s\S]))|^ {0,3}(~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\2|$(?![\s\S]))/gm;
/** Quotes and lists in each other, in one line. */
const DEEP = /^(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])){20}/m;
/** What a line of its own begins with, so that marks in it are no pairs of marks elsewhere. */
const OWN_LINE = /^\s*(?:[-*+]\s|\d{1,9}[.)]\s|[|#])/;
const MARK = /[*_~[]/g;

/** Most marks in one paragraph and in one block, and most lines of a block: beyond them parsing takes seconds. */
const MOST = { paragraph: 1_000, block: 3_000, lines: 2_000 } as const;

/** Whether a text's markup is so much, or so deep, that drawing it would stop the page. People can write anything. */
export function isTangled(text: string): boolean {
  if (text.length < MOST.paragraph && !DEEP.test(text)) return false;
  const prose = text.replace(FENCED, '\n\n');
  return DEEP.test(prose) || prose.split(/\n[ \t]*\n/).some(isHeavy);
}

function isHeavy(block: string): boolean {
  const lines = block.split('\n');
  if (lines.length > MOST.lines) return true;
  let inBlock = 0;
  let inParagraph = 0;
  for (const line of lines) {
    const marks = line.match(MARK)?.length ?? 0;
    inBlock += marks;
    inParagraph = OWN_LINE.test(line) ? marks : inParagraph + marks;
    if (inBlock > MOST.block || inParagraph > MOST.paragraph) return true;
  }
  return false;
}
