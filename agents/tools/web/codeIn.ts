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
      code.push(...spansIn(text.slice(paragraph, at), paragraph));
      paragraph = next;
      if (mark !== undefined) fence = { mark, from: at };
    }
    at = next;
  }
  code.push(...(fence === undefined ? spansIn(text.slice(paragraph), paragraph) : [{ from: fence.from, to: at }]));
  return code;
}

/** Spans of code begin and end with as many backticks. */
function spansIn(paragraph: string, offset: number): Span[] {
  const runs = [...paragraph.matchAll(/`+/g)].map((run) => ({ at: run.index, ticks: run[0].length }));
  const spans: Span[] = [];
  const alone = new Set<number>();
  for (let index = 0; index < runs.length; index++) {
    const opening = runs[index];
    if (opening === undefined || alone.has(opening.ticks)) continue;
    const end = runs.findIndex((run, other) => other > index && run.ticks === opening.ticks);
    const closing = runs[end];
    if (closing === undefined) alone.add(opening.ticks);
    else {
      spans.push({ from: offset + opening.at, to: offset + closing.at + closing.ticks });
      index = end;
    }
  }
  return spans;
}
