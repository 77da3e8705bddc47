import type { Turn } from './provider.ts';

const LEAST_OVERLAP = 8;
const TAIL = 48;
const LETTER_AT_END = /[\p{L}\p{N}]$/u;
const LETTER_AT_START = /^[\p{L}\p{N}]/u;

/** Turns as models take them: none empty, the first a person's, and never two of the same side in a row. */
export function alternate(turns: readonly Turn[]): Turn[] {
  const result: Turn[] = [];
  for (const turn of turns) {
    if (turn.text.trim() === '') continue;
    const last = result.at(-1);
    if (last?.role === turn.role) result[result.length - 1] = { ...last, text: `${last.text}\n\n${turn.text}` };
    else result.push(turn);
  }
  return result[0]?.role === 'assistant' ? [{ role: 'user', text: '[…]' }, ...result] : result;
}

/**
 * The turns of a request whose answer has begun: what was written so far, then the plea to go on. The model is asked to
 * repeat the last words, because only so the white space at the seam is right; the seam removes them again.
 */
export function continued(turns: readonly Turn[], soFar: string): Turn[] {
  return alternate([...turns, ...pleaAfter(soFar)]);
}

/** The two turns that make a model go on with a text; none where there is no text. */
export function pleaAfter(text: string): Turn[] {
  if (text.trim() === '') return [];
  const plea = `Your message was interrupted at this point. Go on with it exactly there: first repeat its last words, ${JSON.stringify(tailOf(text))}, then continue in the same sentence. No preface, no apology, nothing else twice.`;
  return [
    { role: 'assistant', text: text.trimEnd() },
    { role: 'user', text: plea },
  ];
}

function tailOf(text: string): string {
  const tail = text.trimEnd().slice(-TAIL);
  const words = tail.replace(/^\S*\s+/, '');
  return words === '' ? tail : words;
}

/**
 * What of an addition is new after the text shown: a repeated end of it (or all of it) is left out, and the seam between
 * two words keeps one space.
 */
export function stripOverlap(shown: string, addition: string): string {
  const end = shown.trimEnd();
  for (const given of [addition, addition.trimStart(), addition.replace(/^[\s"“„'`…]+/, '')]) {
    const most = Math.min(end.length, given.length);
    const least = Math.min(LEAST_OVERLAP, end.length);
    for (let length = most; length >= least && length > 0; length -= 1) {
      if (end.endsWith(given.slice(0, length))) return afterRepeat(given.slice(length), shown.slice(end.length));
    }
  }
  if (/\s$/.test(shown)) return addition.replace(/^[^\S\n]+/, '');
  return LETTER_AT_END.test(shown) && LETTER_AT_START.test(addition) ? ` ${addition}` : addition;
}

/** White space that stands at the end of what was shown is not written twice. */
function afterRepeat(rest: string, space: string): string {
  if (space === '') return rest;
  return rest.startsWith(space) ? rest.slice(space.length) : rest.trimStart();
}

export type Seam = { push(text: string): string; end(): string };

/** Joins a streamed continuation to the text shown: holds it back while it may still be a repetition. */
export function createSeam(shown: string): Seam {
  let held: string | null = shown.trim() === '' ? null : '';
  const end = shown.trimEnd();
  return {
    push(text) {
      if (held === null) return text;
      held += text;
      const words = held.replace(/^[\s"“„'`…]+/, '');
      if (words === '' || end.includes(words) || end.includes(held)) return '';
      return release();
    },
    end: () => (held === null ? '' : release()),
  };

  function release(): string {
    const joined = stripOverlap(shown, held ?? '');
    held = null;
    return joined;
  }
}
