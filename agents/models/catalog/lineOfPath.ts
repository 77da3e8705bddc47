const TOKEN = /"(?:\\.|[^"\\])*"|[{}[\],:]|[^\s{}[\],:"]+/g;

type Frame = { kind: 'object'; key: string } | { kind: 'array'; index: number };

/**
 * The line, counted from 1, on which the value at `path` begins in a text that is valid JSON; of the nearest thing around
 * it where there is none.
 */
export function lineOfPath(text: string, path: readonly PropertyKey[]): number {
  const frames: Frame[] = [];
  let best = { depth: -1, at: 0 };
  let expectsKey = false;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const top = frames.at(-1);
    if (token === ':') continue;
    if (token === ',') {
      if (top?.kind === 'array') top.index += 1;
      expectsKey = top?.kind === 'object';
    } else if (token === '}' || token === ']') {
      frames.pop();
      expectsKey = false;
    } else if (expectsKey && top?.kind === 'object') {
      top.key = String(JSON.parse(token));
      expectsKey = false;
    } else {
      if (frames.length > best.depth && leadsTo(frames, path)) best = { depth: frames.length, at: index };
      if (token === '{') frames.push({ kind: 'object', key: '' });
      if (token === '[') frames.push({ kind: 'array', index: 0 });
      expectsKey = token === '{';
    }
  }
  return text.slice(0, best.at).split('\n').length;
}

function leadsTo(frames: readonly Frame[], path: readonly PropertyKey[]): boolean {
  if (frames.length > path.length) return false;
  return frames.every((frame, at) => (frame.kind === 'object' ? frame.key : frame.index) === path[at]);
}
