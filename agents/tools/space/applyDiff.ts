import { hasOnlyCrlf } from './edits.ts';
import { type Hunk, readDiff, type Unreadable } from './unifiedDiff.ts';

/** The text with the whole diff applied, or which hunk does not fit and why. */
export type Applied = { kind: 'done'; text: string } | Unreadable;

const SHOWN = 160;

/**
 * Applies the unified diff of one file, whole or not at all. A hunk goes where it says, moved by as much as the one before;
 * where it does not fit there it goes to the only place after that where it does. In a text of CRLF lines it may be written with LF.
 */
export function applyDiff(given: string, diff: string, path: string): Applied {
  const isCrlf = hasOnlyCrlf(given);
  const text = isCrlf ? withLf(given) : given;
  const read = readDiff(isCrlf || (hasOnlyCrlf(diff) && !given.includes('\r')) ? withLf(diff) : diff, path);
  if (read.kind === 'refused') return read;
  const before = linesOf(text);
  const made: string[] = [];
  let done = 0;
  let moved = 0;
  let ends = before.ends;
  for (const [index, hunk] of read.hunks.entries()) {
    const refuse = (why: string): Applied => ({ kind: 'refused', hunk: index + 1, why });
    const old = sideOf(hunk, 'old');
    const place = placeOf(old, {
      lines: before.lines,
      from: done,
      wanted: hunk.at - (old.length === 0 ? 0 : 1) + moved,
    });
    if (typeof place !== 'number') return refuse(place.why);
    const end = place + old.length;
    const isLast = end === before.lines.length;
    if (!hunk.oldEnds && (!isLast || before.ends))
      return refuse('It says that its last line has no end, and in the file it has one.');
    if (!hunk.newEnds && !isLast) return refuse('It leaves a line without an end that is not the last one.');
    if (isLast) ends = endsAfter(hunk, before.ends);
    made.push(...before.lines.slice(done, place), ...sideOf(hunk, 'new'));
    moved = place - (hunk.at - (old.length === 0 ? 0 : 1));
    done = end;
  }
  made.push(...before.lines.slice(done));
  const lines = made.join('\n') + (made.length > 0 && ends ? '\n' : '');
  return { kind: 'done', text: isCrlf ? lines.replaceAll('\n', '\r\n') : lines };
}

/** As the diff says; where it says nothing of ends, as it was. */
function endsAfter({ oldEnds, newEnds }: Hunk, were: boolean): boolean {
  return oldEnds && newEnds ? were : newEnds;
}

function withLf(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function linesOf(text: string): { lines: readonly string[]; ends: boolean } {
  if (text === '') return { lines: [], ends: true };
  const lines = text.split('\n');
  const ends = lines.at(-1) === '';
  return { lines: ends ? lines.slice(0, -1) : lines, ends };
}

function sideOf({ lines }: Hunk, side: 'old' | 'new'): readonly string[] {
  return lines.filter(({ kind }) => kind === 'both' || kind === side).map(({ text }) => text);
}

type File = { lines: readonly string[]; from: number; wanted: number };

function placeOf(old: readonly string[], { lines, from, wanted }: File): number | { why: string } {
  if (old.length === 0) {
    if (lines.length === 0) return 0;
    return {
      why: 'It has no line of the file, so that nothing says where it belongs. Give some of the lines around it.',
    };
  }
  if (wanted >= from && isAt(lines, wanted, old)) return wanted;
  const places = lines.flatMap((_, place) => (isAt(lines, place, old) ? [place] : []));
  const [place, ...others] = places.filter((one) => one >= from);
  if (place !== undefined && others.length === 0) return place;
  if (place !== undefined) {
    const told = [place, ...others].slice(0, 5).map((one) => one + 1);
    const more = others.length >= 5 ? ', …' : '';
    return {
      why: `It does not fit at line ${wanted + 1}, and elsewhere more than once: at lines ${told.join(', ')}${more}. Give more of the lines around it.`,
    };
  }
  if (places.length > 0)
    return { why: `It fits only at line ${(places[0] ?? 0) + 1}, which is before the end of the hunk before it.` };
  return { why: whyNot(old, { lines, from, wanted }) };
}

function isAt(lines: readonly string[], place: number, wanted: readonly string[]): boolean {
  return place + wanted.length <= lines.length && wanted.every((line, index) => lines[place + index] === line);
}

/** The first line that is another one, at the place where most of the hunk's first lines stand. */
function whyNot(old: readonly string[], { lines, from, wanted }: File): string {
  if (lines.length === 0) return 'The file is empty.';
  const runAt = (place: number) => {
    let run = 0;
    while (run < old.length && lines[place + run] === old[run]) run++;
    return run;
  };
  let best = Math.max(from, Math.min(wanted, lines.length - 1));
  for (let place = from; place < lines.length; place++) if (runAt(place) > runAt(best)) best = place;
  const run = runAt(best);
  const [there, asked] = [lines[best + run], shown(old[run])];
  if (there === undefined) return `It goes on with ${asked} where the file ends.`;
  const loose = (line = '') => line.replace(/\s+/g, ' ').trim();
  const spaces = loose(there) === loose(old[run]) ? ' Only spaces or tabs differ.' : '';
  return `It does not fit: line ${best + run + 1} of the file is ${shown(there)}, and the hunk has ${asked}.${spaces} Read the file again.`;
}

function shown(line = ''): string {
  return JSON.stringify(line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line);
}
