import { expect, test } from 'vitest';
import type { Judged } from '../../agents/models/router/propose.ts';
import { tellProposal } from './tellProposal.ts';

const now: Judged = {
  ...{ thresholds: { t1: 0.2, t2: 0.45 }, first: { edge: 100, cloud: 60, premium: 40 }, shareOfPremium: 0.4567 },
  ...{ content: { estimate: 0.95, lower: 0.9, upper: 0.97 }, own: 180, observations: 190 },
};
const cheaper: Judged = {
  ...{ thresholds: { t1: 0.3, t2: 0.6 }, first: { edge: 150, cloud: 40, premium: 10 }, shareOfPremium: 0.25 },
  ...{ content: { estimate: 0.94, lower: 0.89, upper: 0.96 }, own: 120, observations: 170 },
};
const told = (proposal: Parameters<typeof tellProposal>[0]) => tellProposal(proposal, { margin: 0.02, least: 20 });

test('shows what is proposed beside what holds, the cheapest first, and how to set it', () => {
  const lines = told({ kind: 'change', now, proposed: cheaper, front: [cheaper, now] });
  expect(lines.slice(3, 6)).toEqual([
    'thresholds           edge  cloud  premium  of premium  content   bounds         own  answers',
    '0.3, 0.6 (proposed)  75 %   20 %      5 %        25 %     94 %  89–96 %  120 of 200      170',
    '0.2, 0.45 (now)      50 %   30 %     20 %      45.7 %     95 %  90–97 %  180 of 200      190',
  ]);
  expect(lines.at(-2)).toContain('WAGGLE_ROUTER_THRESHOLDS=0.3,0.6,');
  expect(lines.at(-1)).toBe('25 % of always-premium instead of 45.7 %.');
});

test('shows what is proposed and what holds, also off the front', () => {
  const lines = told({ kind: 'change', now, proposed: cheaper, front: [] });
  expect(lines.filter((line) => /\((now|proposed)\)/.test(line))).toHaveLength(2);
});

test('proposes nothing where nothing is as good, too little is known or prices are missing, and says which', () => {
  expect(told({ kind: 'stay', now, front: [now] }).at(-1)).toContain(
    'nothing cheaper has a lower bound at most 2 points',
  );
  const missing = [{ tier: 'premium', band: 'hard', observations: 3 }] as const;
  expect(told({ kind: 'too-little', missing: [...missing], front: [] }).at(-1)).toBe(
    '  premium, hard requests: 3 answers',
  );
  expect(told({ kind: 'unpriced', front: [] }).join()).toContain('nobody knows the price');
});
