/** One line of a diff, without its end; `+` is there afterwards, `-` was there before, a space stands for both. */
export type DiffLine = {
  sign: ' ' | '+' | '-';
  text: string;
  /** The text ends here, without the end of a line. */
  unended?: true;
};

/** Lines that changed with those around them; `before` and `after` count lines from 1. */
export type DiffHunk = { before: number; after: number; lines: readonly DiffLine[] };

export type LineDiff = { added: number; removed: number; hunks: readonly DiffHunk[] };

/** Texts that differ in more places are told as one that goes and one that comes: nobody reads the rest of it. */
const MOST_STEPS = 800;
/** Of both texts together; comparing them would hold up everything else. */
const MOST_LINES = 100_000;
const CONTEXT = 3;

/** Whether texts have too many lines to be compared line by line. */
export function isTooLong(before: string, after: string): boolean {
  let lines = 0;
  for (const text of [before, after]) {
    for (let at = text.indexOf('\n'); at !== -1 && lines <= MOST_LINES; at = text.indexOf('\n', at + 1)) lines++;
  }
  return lines > MOST_LINES;
}

/** What became of a text, line by line, with the fewest lines that go or come as long as those are not too many. */
export function lineDiff(before: string, after: string, context = CONTEXT): LineDiff {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const lines = edits(old, fresh);
  return {
    added: lines.filter(({ sign }) => sign === '+').length,
    removed: lines.filter(({ sign }) => sign === '-').length,
    hunks: hunksOf(lines, context),
  };
}

/** The diff as `diff -u` and git write it, without the names of files. */
export function unifiedDiff({ hunks }: Pick<LineDiff, 'hunks'>): string {
  return hunks.map(unifiedHunk).join('\n');
}

function unifiedHunk({ before, after, lines }: DiffHunk): string {
  const count = (other: '+' | '-') => lines.filter(({ sign }) => sign !== other).length;
  const range = (line: number, length: number) =>
    `${length === 0 ? line - 1 : line}${length === 1 ? '' : `,${length}`}`;
  const head = `@@ -${range(before, count('+'))} +${range(after, count('-'))} @@`;
  const body = lines.flatMap(({ sign, text, unended }) => {
    return unended === true ? [sign + text, '\\ No newline at end of file'] : [sign + text];
  });
  return [head, ...body].join('\n');
}

/** The lines of a text with their ends, which the last one may lack. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function lineOf(sign: DiffLine['sign'], line: string): DiffLine {
  return line.endsWith('\n') ? { sign, text: line.slice(0, -1) } : { sign, text: line, unended: true };
}

/** Every line of both texts in their order. */
function edits(old: readonly string[], fresh: readonly string[]): DiffLine[] {
  const shorter = Math.min(old.length, fresh.length);
  let head = 0;
  while (head < shorter && old[head] === fresh[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail++;
  return [
    ...old.slice(0, head).map((line) => lineOf(' ', line)),
    ...middle(old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail)),
    ...old.slice(old.length - tail).map((line) => lineOf(' ', line)),
  ];
}

/** The shortest way from one to the other (Myers), or all of one and all of the other where it is too long. */
function middle(old: readonly string[], fresh: readonly string[]): DiffLine[] {
  const way = old.length === 0 || fresh.length === 0 ? null : shortestWay(old, fresh);
  if (way === null) {
    return [...old.map((line) => lineOf('-', line)), ...fresh.map((line) => lineOf('+', line))];
  }
  const lines: DiffLine[] = [];
  let [x, y] = [old.length, fresh.length];
  const take = (sign: DiffLine['sign']) => {
    if (sign !== '+') x--;
    if (sign !== '-') y--;
    lines.push(lineOf(sign, (sign === '+' ? fresh[y] : old[x]) ?? ''));
  };
  for (let steps = way.length - 1; steps > 0; steps--) {
    const reached = way[steps] ?? new Int32Array();
    const diagonal = x - y;
    const down = isDown(reached, diagonal, steps);
    const from = at(reached, down ? diagonal + 1 : diagonal - 1);
    const begun = down ? from : from + 1;
    while (x > begun) take(' ');
    take(down ? '+' : '-');
  }
  while (x > 0) take(' ');
  return lines.reverse();
}

/** By diagonal, how many old lines are behind whoever has come furthest on it. */
type Reached = Int32Array;

function at(reached: Reached, diagonal: number): number {
  return reached[diagonal + (reached.length >> 1)] ?? 0;
}

/** Whether the last of so many steps onto a diagonal took a new line rather than left an old one. */
function isDown(reached: Reached, diagonal: number, steps: number): boolean {
  return diagonal === -steps || (diagonal !== steps && at(reached, diagonal - 1) < at(reached, diagonal + 1));
}

/** How far each diagonal was reached before each step; null where it takes too many. */
function shortestWay(old: readonly string[], fresh: readonly string[]): Reached[] | null {
  const most = Math.min(old.length + fresh.length, MOST_STEPS);
  const reached: Reached = new Int32Array(2 * most + 3);
  const way: Reached[] = [];
  for (let steps = 0; steps <= most; steps++) {
    way.push(reached.slice());
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      const down = steps === 0 || isDown(reached, diagonal, steps);
      let x = steps === 0 ? 0 : down ? at(reached, diagonal + 1) : at(reached, diagonal - 1) + 1;
      while (x < old.length && x - diagonal < fresh.length && old[x] === fresh[x - diagonal]) x++;
      reached[diagonal + (reached.length >> 1)] = x;
      if (x >= old.length && x - diagonal >= fresh.length) return way;
    }
  }
  return null;
}

function hunksOf(lines: readonly DiffLine[], context: number): DiffHunk[] {
  const hunks: DiffHunk[] = [];
  let [before, after] = [1, 1];
  let open: { before: number; after: number; lines: DiffLine[]; quiet: number } | null = null;
  const close = () => {
    if (open === null) return;
    const surplus = Math.max(0, open.quiet - context);
    hunks.push({
      before: open.before,
      after: open.after,
      lines: surplus === 0 ? open.lines : open.lines.slice(0, -surplus),
    });
    open = null;
  };
  for (const [index, line] of lines.entries()) {
    if (line.sign === ' ') {
      if (open !== null) {
        open.lines.push(line);
        open.quiet++;
        if (open.quiet > 2 * context) close();
      }
    } else {
      if (open === null) {
        let lead = 0;
        while (lead < context && lines[index - lead - 1]?.sign === ' ') lead++;
        const leading = lines.slice(index - lead, index);
        open = { before: before - lead, after: after - lead, lines: leading, quiet: 0 };
      }
      open.lines.push(line);
      open.quiet = 0;
    }
    if (line.sign !== '+') before++;
    if (line.sign !== '-') after++;
  }
  close();
  return hunks;
}
