import { describe, expect, test } from 'vitest';
import type { ToolApproval } from '../../shared/toolCard.ts';
import { anna } from '../../shared/testing/rows.ts';
import { fold, outcomeOf, summaryOf } from './fold.ts';
import { cardRow } from './testing/cardRow.ts';

const asked = (decision: ToolApproval['decision']): ToolApproval => ({
  ...{ hash: 'h', tainted: false, expiresAt: 9000, decision },
});
const keys = (cards: readonly { key: string }[]) => cards.map(({ key }) => key);

const all = [
  cardRow({ key: 'done' }),
  cardRow({ key: 'runs', state: 'running', endedAt: null }),
  cardRow({ key: 'waits', state: 'waiting', endedAt: null, approval: asked(null) }),
  cardRow({ key: 'failed', state: 'failed', failure: 'timeout' }),
];

describe('while an answer is written', () => {
  test('each that runs or waits stands by itself', () => {
    const { running, waiting, ended } = fold(all, true);
    expect([keys(running), keys(waiting), keys(ended)]).toEqual([['runs'], ['waits'], ['done', 'failed']]);
  });

  test('what somebody has decided about waits no more', () => {
    const approval = asked({ by: anna, allowed: true, reason: '' });
    const { running, waiting } = fold([cardRow({ key: 'allowed', state: 'waiting', endedAt: null, approval })], true);
    expect([keys(running), keys(waiting)]).toEqual([['allowed'], []]);
  });
});

describe('once it ended', () => {
  test('nothing runs or waits any more', () => {
    const { running, waiting, ended } = fold(all, false);
    expect([running, waiting]).toEqual([[], []]);
    expect(ended.map(({ state }) => state)).toEqual(['done', 'stopped', 'stopped', 'failed']);
  });
});

describe('the folded line', () => {
  test('counts what is done by its tool and what is not by why', () => {
    const cards = [
      cardRow(),
      cardRow({ tool: 'read_page' }),
      cardRow(),
      cardRow({ state: 'failed', failure: 'timeout' }),
      cardRow({ state: 'stopped' }),
      cardRow({ state: 'failed', approval: asked({ by: anna, allowed: false, reason: '' }) }),
    ];
    expect(summaryOf(cards)).toEqual({
      done: [
        { tool: 'search_web', count: 2 },
        { tool: 'read_page', count: 1 },
      ],
      ...{ failed: 1, denied: 1, stopped: 1 },
    });
  });

  test('what was allowed and failed has failed', () => {
    const approval = asked({ by: anna, allowed: true, reason: '' });
    expect(outcomeOf(cardRow({ state: 'failed', failure: 'failed', approval }))).toBe('failed');
  });
});
