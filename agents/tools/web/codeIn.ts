type Span = { from: number; to: number };

/** Where a Markdown text holds code: fenced blocks, ended or not, and spans within a paragraph. In order. */
export function codeIn(text: string): Span[] {
  const code: Span[] = [];
  let paragraph = 0;
  let fence: { mark: string; from: number } | undefined;
  let at = 0;
  for (const line of text.split('\n')) {
    const next = at + line.length + 1;
    const mark = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence.mark) === true && line.trim() === mark) {
        code.push({ from: fence.from, to: next });
        fence = undefined;
        paragraph = next;
      }
    } else if (mark !== undefined || line.trim() === '') {
      for (const span of spansIn(text.slice(paragraph, at), paragraph)) code.push(span);
      paragraph = next;
      if (mark !== undefined) fence = { mark, from: at };
    }
    at = next;
  }
  if (fence !== undefined) code.push({ from: fence.from, to: at });
  else for (const span of spansIn(text.slice(paragraph), paragraph)) code.push(span);
  return code;
}

/** Spans of code begin and end with as many backticks. Looks at each run of them twice at most. */
function* spansIn(paragraph: string, offset: number): Generator<Span> {
  const runs = [...paragraph.matchAll(/`+/g)].map((run) => ({ at: run.index, ticks: run[0].length }));
  /** The next run of as many, by the place of each. */
  const following: (number | undefined)[] = [];
  const last = new Map<number, number>();
  for (const [index, { ticks }] of [...runs.entries()].reverse()) {
    following[index] = last.get(ticks);
    last.set(ticks, index);
  }
  for (let index = 0; index < runs.length; index++) {
    const end = following[index];
    const [opening, closing] = [runs[index], end === undefined ? undefined : runs[end]];
    if (end === undefined || opening === undefined || closing === undefined) continue;
    yield { from: offset + opening.at, to: offset + closing.at + closing.ticks };
    index = end;
  }
}

/** Says of places in a text, asked in their order, whether they are in one of these spans, which are in theirs. */
export function placesIn(spans: readonly Span[]): (place: number) => boolean {
  let next = 0;
  return (place) => {
    while ((spans[next]?.to ?? Infinity) <= place) next += 1;
    return (spans[next]?.from ?? Infinity) <= place;
  };
}
