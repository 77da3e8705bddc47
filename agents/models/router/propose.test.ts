import { describe, expect, test } from 'vitest';
import { frontOf, type Judged, propose } from './propose.ts';
import type { Recorded } from './replay.ts';
import { PRICES, request } from './testing/recorded.ts';
import { wilson } from './wilson.ts';

const times = (count: number, one: Recorded): Recorded[] => Array.from({ length: count }, () => one);
const near = (value: number, digits: number): unknown => expect.closeTo(value, digits);
const like = (some: object): unknown => expect.objectContaining(some);
const PREMIUM = { t1: -1, t2: -1 };
const EDGE = { t1: 0.1, t2: 0.3 };

/** A request costs 1,200 at the edge, 3,000 in the cloud and 7,500 at the premium tier; no lines of code are the easiest. */
const asked = (traffic: readonly Recorded[], more: Partial<Parameters<typeof propose>[2]> = {}, prices = PRICES) =>
  propose(traffic, prices, { now: PREMIUM, rates: new Map(), margin: 0.02, least: 10, ...more });

test('wilson bounds a part as tables have it', () => {
  expect(wilson(8, 10)).toEqual({ estimate: 0.8, lower: near(0.4902, 4), upper: near(0.9433, 4) });
  expect(wilson(0, 10)).toEqual({ estimate: 0, lower: 0, upper: near(0.2775, 4) });
  expect(wilson(10, 10)).toEqual({ estimate: 1, lower: near(0.7225, 4), upper: near(1, 9) });
  expect(wilson(0, 0)).toEqual({ estimate: 0.5, lower: 0, upper: 1 });
});

describe('propose', () => {
  const premium = times(10, request(0, { tier: 'premium' }));
  const edge = [
    ...times(8, request(0, { tier: 'edge' })),
    ...times(2, request(0, { tier: 'edge', outcome: 'thumbs-down' })),
  ];
  const both = [...premium, ...edge];

  test('counts a request by what came of it, or else by the rate of the tier', () => {
    // At the edge 8 of 10 and 10 × 0.8 more, of 20; 1,200 of 7,500. Nobody knows what the cloud would have done.
    expect(asked(both)).toEqual({
      kind: 'stay',
      now: {
        thresholds: PREMIUM,
        ...{ first: { edge: 0, cloud: 0, premium: 20 }, shareOfPremium: 1, own: 10, observations: 10 },
        content: { estimate: 1, lower: near(0.7225, 4), upper: 1 },
      },
      front: [
        like({
          ...{ first: { edge: 20, cloud: 0, premium: 0 }, shareOfPremium: 0.16, own: 10, observations: 10 },
          content: {
            ...{ estimate: near(0.8, 9) },
            ...{ lower: near(0.4902, 4), upper: near(0.9433, 4) },
          },
        }),
        like({ thresholds: PREMIUM }),
      ],
    });
  });

  test('proposes the cheapest that is worse by no more than the margin', () => {
    // 0.7225 − 0.4902 = 0.2323.
    expect(asked(both, { margin: 0.232 }).kind).toBe('stay');
    const proposal = asked(both, { margin: 0.233 });
    expect(proposal).toMatchObject({ kind: 'change', proposed: { shareOfPremium: 0.16 }, now: { shareOfPremium: 1 } });
    // What holds already is not proposed.
    expect(asked(both, { now: EDGE }).kind).toBe('stay');
  });

  test('proposes nothing of which it knows too little, and says what', () => {
    expect(asked(both, { least: 11 })).toEqual({
      kind: 'too-little',
      missing: [{ tier: 'premium', band: 'easy', observations: 10 }],
      front: [],
    });
    // Cheaper, and nobody knows how good: the cloud answered nine.
    const cloud = times(9, request(0, { tier: 'cloud' }));
    expect(asked([...premium, ...cloud])).toMatchObject({ kind: 'stay', front: [{ thresholds: PREMIUM }] });
    expect(asked([...premium, ...cloud], { least: 9, margin: 0.05 })).toMatchObject({
      kind: 'change',
      proposed: { first: { edge: 0, cloud: 19, premium: 0 }, shareOfPremium: 0.4 },
    });
    expect(asked([])).toEqual({ kind: 'too-little', missing: [], front: [] });
  });

  test('pays for answers that fail their checks, also where nobody knows which would', () => {
    const failing = [
      ...times(8, request(0, { tier: 'edge' })),
      ...times(2, request(0, { tier: 'edge', outcome: 'escalated' })),
    ];
    // 10 × 1,200 + 2 × 3,000 and 10 × (1,200 + 0.2 × 3,000), of 20 × 7,500.
    expect(asked([...premium, ...failing], { now: EDGE })).toMatchObject({
      now: { shareOfPremium: 0.24, content: { estimate: near(0.8, 9) } },
    });
  });

  test('takes what somebody stopped for nothing said', () => {
    const stopped = times(10, request(0, { tier: 'edge', outcome: 'stopped' }));
    expect(asked([...edge, ...stopped], { now: EDGE })).toMatchObject({
      now: { own: 10, observations: 10, content: { estimate: near(0.8, 9) } },
    });
  });

  test('adds up bounds by how many requests they stand for', () => {
    const traffic = [
      ...times(27, request(0, { tier: 'edge' })),
      ...times(3, request(0, { tier: 'edge', outcome: 'regenerated' })),
      ...times(10, request(108, { tier: 'premium' })),
    ];
    // 27 of 30 lie between 0.7438 and 0.9654: 0.925 − √((0.75 × 0.1562)² + (0.25 × 0.2775)²), 0.925 + 0.75 × 0.0654.
    expect(asked(traffic, { now: { t1: 0.2, t2: 0.2 } })).toMatchObject({
      now: {
        ...{ first: { edge: 30, cloud: 0, premium: 10 }, shareOfPremium: 0.37, own: 40, observations: 40 },
        content: { estimate: 0.925, lower: near(0.7888, 3), upper: near(0.974, 3) },
      },
    });
  });

  test('compares nothing without prices', () => {
    expect(asked(both, {}, { ...PRICES, cloud: { price: null } })).toEqual({ kind: 'unpriced', front: [] });
  });
});

test('the front leaves out what is dearer and no better', () => {
  const judged = (shareOfPremium: number, estimate: number): Judged => ({
    ...{ thresholds: PREMIUM, first: { edge: 0, cloud: 0, premium: 1 }, own: 1, observations: 1, shareOfPremium },
    content: { estimate, lower: estimate - 0.1, upper: 1 },
  });
  const [cheap, worse, same, best] = [judged(0.1, 0.7), judged(0.2, 0.6), judged(0.3, 0.7), judged(0.9, 0.8)];
  expect(frontOf([best, same, worse, cheap])).toEqual([cheap, best]);
});
