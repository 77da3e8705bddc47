import type { Turn } from '../providers/provider.ts';

const HEAD = /^Request from [^\n]{1,100}:\n/;

/** The last turn a model sees: what is asked now, and by whom. */
export function requestTurn(name: string, text: string): Turn {
  return { role: 'user', text: `Request from ${oneLine(name)}:\n${text}` };
}

/** The words of the request, back from the last turn. */
export function requestOf(turns: readonly Turn[]): string {
  const last = turns.findLast((turn) => turn.role === 'user');
  return last === undefined ? '' : last.text.replace(HEAD, '');
}

/** A name as it may stand at the head of a line. */
export function oneLine(name: string): string {
  return name.replace(/\s+/g, ' ').trim().slice(0, 80);
}
