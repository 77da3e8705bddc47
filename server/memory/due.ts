/** A message that waits to be summarised; `said` is what agents read of it. */
export type Waiting = { seq: number; characters: number; streaming: boolean };

/** What is said last stays as it is: agents read it word for word. */
const LATEST = { messages: 16, characters: 8_000 };
/** From so much on before that, it is summarised: it soon fits in no small model any more. */
const ENOUGH = { messages: 24, characters: 12_000 };
/** At most so much at once, which every model can read. */
const AT_ONCE = 24_000;

/**
 * Which of the messages after the last summary, oldest first, are to be summarised now; none while there are few. Nothing
 * from an answer on that is still being written. `all`: there are more than these, so that none of them is the latest.
 */
export function dueOf<W extends Waiting>(waiting: readonly W[], all: boolean): W[] {
  const open = waiting.findIndex(({ streaming }) => streaming);
  const end = all ? waiting.length : waiting.length - latest(waiting);
  const due = waiting.slice(0, open < 0 ? end : Math.min(open, end));
  const characters = due.reduce((sum, one) => sum + one.characters, 0);
  if (due.length < ENOUGH.messages && characters < ENOUGH.characters) return [];
  let left = AT_ONCE;
  const over = due.findIndex((one, at) => {
    left -= one.characters;
    return left < 0 && at > 0;
  });
  return over < 0 ? due : due.slice(0, over);
}

/** How many of the last messages stay. */
function latest(waiting: readonly Waiting[]): number {
  let characters = 0;
  const until = waiting.toReversed().findIndex((one, at) => {
    characters += one.characters;
    return at >= LATEST.messages || (at > 0 && characters > LATEST.characters);
  });
  return until < 0 ? waiting.length : until;
}
