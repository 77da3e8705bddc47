import { callsForHelp, isForThem, speaksToThem } from './forThem.ts';
import { type Ground, isOpen } from './ground.ts';

/** What lets a model's words through sentence by sentence; the first that may not be seen ends it for the turn. */
export type Gate = {
  /** What people may see now. */
  push(piece: string): string;
  /** What they may see of the rest. */
  end(): string;
  /** Something was held back. */
  heldBack(): boolean;
};

/** Without an end for so long, a sentence is looked at as it is. */
const LONGEST_SENTENCE = 600;
/** So much of what went before is read with a sentence, so that nothing gets through cut in pieces. */
const BEFORE = 80;
const END = /(?:[.!?…。！？]["'”’)\]*_]*[^\S\n]|\n)\s*/gu;

/** On open ground everything passes at once. */
export function createGate(ground: Ground): Gate {
  if (isOpen(ground)) return { push: (piece) => piece, end: () => '', heldBack: () => false };
  let waiting = '';
  let passed = '';
  let held = false;

  function pass(sentence: string): string {
    if (held || sentence === '') return '';
    if (!mayBeSeen(sentence, passed.slice(-BEFORE), ground)) {
      held = true;
      return '';
    }
    passed += sentence;
    return sentence;
  }

  return {
    push(piece) {
      waiting += piece;
      let [shown, from] = ['', 0];
      for (const { index, 0: end } of waiting.matchAll(END)) {
        // What follows may belong to the same end.
        if (index + end.length === waiting.length && !end.includes('\n')) break;
        shown += pass(waiting.slice(from, index + end.length));
        from = index + end.length;
      }
      waiting = waiting.slice(from);
      if (waiting.length <= LONGEST_SENTENCE) return shown;
      const rest = waiting;
      waiting = '';
      return shown + pass(rest);
    },
    end() {
      const rest = waiting;
      waiting = '';
      return pass(rest);
    },
    heldBack: () => held,
  };
}

function mayBeSeen(sentence: string, before: string, ground: Ground): boolean {
  // Signs alone say nothing.
  if (!/[\p{L}\p{N}]/u.test(sentence)) return true;
  switch (ground) {
    case 'theirs':
      return callsForHelp(sentence);
    case 'declined':
      return callsForHelp(sentence) || !(speaksToThem(sentence) || isForThem(before + sentence));
    default:
      return callsForHelp(sentence) || !(isForThem(sentence) || isForThem(before + sentence));
  }
}
