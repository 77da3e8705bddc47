/** `find` has to stand in the text once, or as often as it likes where `all`; it is replaced as it is, with nothing in it meaning anything. */
export type Edit = { find: string; replace: string; all?: boolean | undefined };

/** The text with all edits made, one after the other, or which of them does not fit and why. */
export type Edited = { kind: 'done'; text: string } | { kind: 'refused'; at: number; why: string };

/** Looked at before the text is made: replacing one sign everywhere by a long text fills the memory. */
const LONGEST_RESULT = 8_000_000;

/** Longest line that is shown to say what is there instead. */
const SHOWN = 160;

/** Makes all edits, each in what the one before has left, or none. In a text of CRLF lines they may be written with LF. */
export function applyEdits(given: string, edits: readonly Edit[]): Edited {
  const isCrlf = hasOnlyCrlf(given);
  let text = given;
  for (const [at, { find, replace, all = false }] of edits.entries()) {
    const asCrlf = isCrlf && !find.includes('\r') && !replace.includes('\r');
    const [wanted, instead] = asCrlf ? [withCrlf(find), withCrlf(replace)] : [find, replace];
    if (wanted === '') return { kind: 'refused', at, why: 'find is empty.' };
    if (wanted === instead) return { kind: 'refused', at, why: 'find and replace are the same.' };
    const places = placesOf(text, wanted);
    if (places.length === 0) return { kind: 'refused', at, why: whyNot(text, wanted) };
    if (places.length > 1 && !all) {
      const lines = places.slice(0, 5).map((place) => lineAt(text, place));
      const more = places.length > lines.length ? ', …' : '';
      const why = `find stands in the file ${places.length} times, at lines ${lines.join(', ')}${more}. Give more of the lines around it, so that it is the only one, or set all.`;
      return { kind: 'refused', at, why };
    }
    const becomes = text.length + places.length * (instead.length - wanted.length);
    if (becomes > LONGEST_RESULT)
      return { kind: 'refused', at, why: `the file would have ${becomes} characters then.` };
    text = text.split(wanted).join(instead);
  }
  return { kind: 'done', text };
}

/** Whether every line ends with CR and LF, and there is one. */
export function hasOnlyCrlf(text: string): boolean {
  return text.includes('\r\n') && !/(^|[^\r])\n/.test(text);
}

function withCrlf(text: string): string {
  return text.replaceAll('\n', '\r\n');
}

/** Where it stands, no place overlapping another. */
function placesOf(text: string, wanted: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) places.push(at);
  return places;
}

function lineAt(text: string, place: number): number {
  return text.slice(0, place).split('\n').length;
}

/** What a model needs to know to do it right the next time. */
function whyNot(text: string, wanted: string): string {
  if (text === '') return 'The file is empty; write it instead.';
  const loose = (words: string) => words.replace(/\s+/g, ' ').trim();
  const lines = text.split('\n');
  const first = wanted.split('\n').find((line) => line.trim() !== '');
  if (loose(wanted) !== '' && loose(text).includes(loose(wanted))) {
    const near = lines.findIndex((line) => loose(line) !== '' && loose(line).includes(loose(first ?? '')));
    const there = near === -1 ? '' : ` Line ${near + 1} is ${JSON.stringify(shown(lines[near]))}.`;
    return `find does not stand in the file as it is written: spaces, tabs or ends of lines differ.${there}`;
  }
  const at = lines.findIndex((line) => first !== undefined && line.trimEnd() === first.trimEnd());
  if (at !== -1) {
    const next = lines[at + 1] === undefined ? '' : ` and line ${at + 2} is ${JSON.stringify(shown(lines[at + 1]))}`;
    return `find does not stand in the file. Its first line is line ${at + 1}${next}. Read the file again.`;
  }
  return 'find does not stand in the file. Read it again: it may have changed.';
}

function shown(line = ''): string {
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}
