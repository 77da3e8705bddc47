import { isUndecided, type ToolCard } from '../../shared/toolCard.ts';

/** The cards of an answer by where they are shown: each that runs or waits by itself, those that ended folded. */
export type Folded = {
  running: readonly ToolCard[];
  waiting: readonly ToolCard[];
  ended: readonly ToolCard[];
};

/** What came of a card that ended, for people: what somebody denied did not fail. */
export type Outcome = 'done' | 'failed' | 'denied' | 'stopped';

export type Summary = {
  /** The tools whose cards are done, in the order of their first, with how many there are. */
  done: readonly (Pick<ToolCard, 'tool' | 'label'> & { count: number })[];
  failed: number;
  denied: number;
  stopped: number;
};

/** Nothing runs or waits any more in an answer that ended; what seems to was stopped with it. */
export function fold(cards: readonly ToolCard[], streaming: boolean): Folded {
  const now = streaming ? cards : cards.map((card) => (isOpen(card) ? { ...card, state: 'stopped' as const } : card));
  return {
    running: now.filter((card) => isOpen(card) && !isUndecided(card)),
    waiting: now.filter(isUndecided),
    ended: now.filter((card) => !isOpen(card)),
  };
}

function isOpen({ state }: ToolCard): boolean {
  return state === 'running' || state === 'waiting';
}

export function outcomeOf({ state, approval }: ToolCard): Outcome {
  if (approval?.decision?.allowed === false) return 'denied';
  return state === 'done' || state === 'failed' ? state : 'stopped';
}

/** What a folded line says of cards that ended. */
export function summaryOf(ended: readonly ToolCard[]): Summary {
  const counts = { done: 0, failed: 0, denied: 0, stopped: 0 };
  const done = new Map<string, Summary['done'][number]>();
  for (const card of ended) {
    const outcome = outcomeOf(card);
    counts[outcome] += 1;
    if (outcome !== 'done') continue;
    const { tool, label } = card;
    const { count } = done.get(tool) ?? { count: 0 };
    done.set(tool, { tool, ...(label !== undefined && { label }), count: count + 1 });
  }
  const { failed, denied, stopped } = counts;
  return { done: [...done.values()], failed, denied, stopped };
}
