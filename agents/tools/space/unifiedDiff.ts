/** A line of a hunk: of the file and of what it becomes, of one of them only. */
type DiffLine = { kind: 'both' | 'old' | 'new'; text: string };

/** `oldEnds` and `newEnds` are false where the diff says that the last line has no end. */
export type Hunk = { at: number; lines: readonly DiffLine[]; oldEnds: boolean; newEnds: boolean };

/** `hunk` counts from 1, and is left out where the fault is in what stands around them. */
export type Unreadable = { kind: 'refused'; hunk?: number; why: string };

const HUNK = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@/;
const NO_END = '\\';
/** What a diff of one file that stays a file may have around its hunks. */
const AROUND = /^(diff |index |--- |\+\+\+ |$)/;

/** Reads the unified diff of one text file, which is at that path before and after. */
export function readDiff(diff: string, path: string): { kind: 'read'; hunks: readonly Hunk[] } | Unreadable {
  const lines = diff.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const hunks: Hunk[] = [];
  const names: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    const head = HUNK.exec(line);
    if (head !== null) {
      const read = readHunk(lines, at, head);
      if ('why' in read) return { kind: 'refused', hunk: hunks.length + 1, why: read.why };
      hunks.push(read.hunk);
      at = read.next;
      continue;
    }
    const name = /^(?:---|\+\+\+) ([^\t]*)/.exec(line)?.[1];
    if (name !== undefined) names.push(name.trim());
    else if (!AROUND.test(line)) return { kind: 'refused', why: whyAround(line, hunks.length) };
    at++;
  }
  const why =
    whyNames(names, path) ??
    (hunks.length === 0 ? 'It has no hunk: one begins with @@ -line,count +line,count @@.' : undefined);
  return why === undefined ? { kind: 'read', hunks } : { kind: 'refused', why };
}

function whyNames(names: readonly string[], path: string): string | undefined {
  if (names.includes('/dev/null')) {
    return 'It makes or deletes a file; write_file and delete_file are for that.';
  }
  const [before = path, after = path] = names;
  if (names.length > 2) return 'It is of several files; give the diff of each by itself.';
  const wrong = [before, after].find((name) => name !== path && name.replace(/^[ab]\//, '') !== path);
  return wrong === undefined ? undefined : `It is of ${JSON.stringify(wrong.slice(0, 200))}, not of ${path}.`;
}

function whyAround(line: string, hunks: number): string {
  if (line.startsWith('@@')) return 'A hunk begins with @@ -line,count +line,count @@.';
  const shown = JSON.stringify(line.slice(0, 100));
  if (/^(rename|copy|old mode|new mode|deleted file|new file|similarity|Binary|GIT binary)/.test(line)) {
    return `It does more than change lines: ${shown}.`;
  }
  return hunks === 0
    ? `${shown} is no line of a diff before its first hunk.`
    : `${shown} is no line of a hunk: each begins with a space, - or +.`;
}

type Read = { hunk: Hunk; next: number } | { why: string };

/** By the counts of its head where they are right; else to where another hunk or file begins, since counts are easily wrong. */
function readHunk(lines: readonly string[], at: number, head: RegExpExecArray): Read {
  const [, start, old = '1', made = '1'] = head;
  const counted = take(lines, at + 1, (taken) => taken.old === Number(old) && taken.new === Number(made));
  const isRight = counted.isFull && endsHere(lines, counted.next);
  const { body, next } = isRight ? counted : take(lines, at + 1, (_, place) => endsHere(lines, place));
  const hunk = hunkOf(body, Number(start));
  if ('why' in hunk) return hunk;
  if (hunk.lines.every(({ kind }) => kind === 'both')) return { why: 'It changes nothing.' };
  return { hunk, next };
}

type Taken = { body: string[]; next: number; isFull: boolean };

function take(
  lines: readonly string[],
  from: number,
  isEnd: (taken: { old: number; new: number }, place: number) => boolean,
): Taken {
  const taken = { old: 0, new: 0 };
  const body: string[] = [];
  let at = from;
  for (; at < lines.length && !isEnd(taken, at); at++) {
    const line = lines[at] ?? '';
    if (!/^(?:[ +\\-]|$)/.test(line)) break;
    body.push(line);
    if (line.startsWith(NO_END)) continue;
    if (!line.startsWith('+')) taken.old++;
    if (!line.startsWith('-')) taken.new++;
  }
  const isFull = isEnd(taken, at);
  // What says that the last line has no end belongs to it.
  if (isFull && lines[at]?.startsWith(NO_END) === true) body.push(lines[at++] ?? '');
  return { body, next: at, isFull };
}

/** Whether what stands there is no more of a hunk. */
function endsHere(lines: readonly string[], at: number): boolean {
  const line = lines[at];
  if (line === undefined || HUNK.test(line) || line.startsWith('diff ')) return true;
  if (line === '') return lines.slice(at).every((rest) => rest === '');
  return line.startsWith('--- ') && lines[at + 1]?.startsWith('+++ ') === true && HUNK.test(lines[at + 2] ?? '');
}

function hunkOf(body: readonly string[], at: number): Hunk | { why: string } {
  const lines: DiffLine[] = [];
  let [oldEnds, newEnds] = [true, true];
  for (const line of body) {
    const last = lines.at(-1);
    if (line.startsWith(NO_END)) {
      if (last === undefined) return { why: 'It says that a line has no end before any line.' };
      if (last.kind !== 'new') oldEnds = false;
      if (last.kind !== 'old') newEnds = false;
      continue;
    }
    // An empty line is one of both that has lost its space.
    const kind = line.startsWith('-') ? 'old' : line.startsWith('+') ? 'new' : 'both';
    if ((kind !== 'new' && !oldEnds) || (kind !== 'old' && !newEnds)) {
      return { why: 'It goes on after a line that has no end.' };
    }
    lines.push({ kind, text: line.slice(1) });
  }
  return { at, lines, oldEnds, newEnds };
}
