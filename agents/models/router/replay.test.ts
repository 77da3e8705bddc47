import { describe, expect, test } from 'vitest';
import { calibrate, type Recorded, replay } from './replay.ts';
import { keyOf } from './winRates.ts';
import { PRICES, request } from './testing/recorded.ts';

const RATES = new Map();

// Lines of code and their score, 0.35 × lines / (lines + 12): 0 → 0; 12 → 0.175; 108 → 0.315.
const EASY = request(0);
const MIDDLE = request(12);
const HARD = request(108);
const THRESHOLDS = { t1: 0.1, t2: 0.3 };

function rows(traffic: readonly Recorded[], prices: Parameters<typeof replay>[1] = PRICES) {
  const [premium, was, routed] = replay(traffic, prices, { thresholds: [THRESHOLDS], rates: RATES });
  if (premium === undefined || was === undefined || routed === undefined) throw new Error('there are three rows');
  return { premium, was, routed };
}

describe('replay', () => {
  test('adds up what each tier would have cost, beside always-premium', () => {
    const { premium, was, routed } = rows([EASY, EASY, { ...MIDDLE, tier: 'cloud' }, HARD]);
    // 4 × 7,500 = 30,000.
    expect(premium).toMatchObject({ spent: { micros: 30_000, unknown: 0 }, shareOfPremium: 1 });
    // 3 × 7,500 + 3,000 = 25,500.
    expect(was).toMatchObject({
      first: { edge: 0, cloud: 1, premium: 3 },
      spent: { micros: 25_500 },
      shareOfPremium: 0.85,
    });
    // 2 × 1,200 + 3,000 + 7,500 = 12,900; of 30,000 that is 0.43.
    expect(routed).toEqual({
      policy: { kind: 'thresholds', thresholds: THRESHOLDS },
      first: { edge: 2, cloud: 1, premium: 1 },
      escalated: 0,
      disappointed: 0,
      spent: { micros: 12_900, unknown: 0 },
      shareOfPremium: 0.43,
    });
  });

  test('pays both where an answer of that tier or a better one had to be escalated', () => {
    const failedInCloud = request(0, { tier: 'cloud', outcome: 'escalated' });
    const failedAtEdge = request(12, { tier: 'edge', outcome: 'escalated' });
    const { premium, was, routed } = rows([failedInCloud, failedAtEdge]);
    // The first goes to the edge, fails there too and is asked again in the cloud: 1,200 + 3,000. The second goes to
    // the cloud, of which nothing is known: 3,000.
    expect(routed).toMatchObject({ escalated: 1, disappointed: 1, spent: { micros: 7_200 } });
    // 3,000 + 7,500 and 1,200 + 3,000.
    expect(was).toMatchObject({ escalated: 2, disappointed: 2, spent: { micros: 14_700 } });
    expect(premium).toMatchObject({ escalated: 0, disappointed: 0, spent: { micros: 15_000 } });
  });

  test('knows nobody above the premium tier', () => {
    const { was, routed } = rows([request(108, { outcome: 'escalated' })]);
    expect(was).toMatchObject({ escalated: 0, disappointed: 1, spent: { micros: 7_500 } });
    expect(routed).toMatchObject({ escalated: 0, spent: { micros: 7_500 } });
  });

  test('counts people who sent an answer back, at no extra cost', () => {
    const { routed, was } = rows([request(0, { outcome: 'thumbs-down' }), request(0, { outcome: 'thumbs-up' })]);
    expect(routed).toMatchObject({ disappointed: 1, escalated: 0, spent: { micros: 2_400 } });
    expect(was).toMatchObject({ disappointed: 1, spent: { micros: 15_000 } });
  });

  test('charges cached input at its own price where there is one', () => {
    // Premium: 200 × 5 + 800 × 0.5 + 100 × 25 = 3,900. The edge has none: 1,000 × 1 + 100 × 2 = 1,200.
    const { premium, routed } = rows([request(0, { cachedInputTokens: 800 })]);
    expect([premium.spent.micros, routed.spent.micros]).toEqual([3_900, 1_200]);
  });

  test('says of how many requests it does not know the price, and then no share', () => {
    const { premium, routed } = rows([EASY, EASY, HARD], { ...PRICES, edge: { price: null } });
    expect(routed).toMatchObject({ spent: { micros: 7_500, unknown: 2 }, shareOfPremium: null });
    expect(premium.shareOfPremium).toBe(1);
  });

  test('knows free as nothing, and no traffic as no share', () => {
    const { routed } = rows([EASY, HARD], { ...PRICES, edge: { price: { free: true } } });
    // 0 + 7,500 of 15,000.
    expect(routed).toMatchObject({ spent: { micros: 7_500, unknown: 0 }, shareOfPremium: 0.5 });
    expect(rows([]).routed).toMatchObject({ spent: { micros: 0, unknown: 0 }, shareOfPremium: null });
  });

  test('follows what is known of the agent', () => {
    // The edge won none of ten: 0 + 0.5 × (0.7 − 0.35) = 0.175, over 0.1, so that the cloud answers.
    const rates = new Map([[keyOf('a', 'edge', 'easy'), { wins: 0, losses: 10 }]]);
    const routed = replay([EASY], PRICES, { thresholds: [THRESHOLDS], rates })[2];
    expect(routed?.first).toEqual({ edge: 0, cloud: 1, premium: 0 });
  });
});

describe('calibrate', () => {
  const spends = (traffic: readonly Recorded[], targetMicros: number) => {
    const thresholds = calibrate(traffic, PRICES, { targetMicros, rates: RATES });
    return thresholds && replay(traffic, PRICES, { thresholds: [thresholds], rates: RATES })[2];
  };

  test('keeps within the target and uses it', () => {
    const traffic = [EASY, MIDDLE, HARD];
    // All premium is 22,500; all edge 3,600.
    expect(spends(traffic, 22_500)?.first).toEqual({ edge: 0, cloud: 0, premium: 3 });
    expect(spends(traffic, 3_600)?.first).toEqual({ edge: 3, cloud: 0, premium: 0 });
    expect(spends(traffic, 3_599)).toBeUndefined();
    // 11,700 is just enough for edge, cloud and premium in turn; the hardest gets the best.
    expect(spends(traffic, 11_700)).toMatchObject({
      first: { edge: 1, cloud: 1, premium: 1 },
      spent: { micros: 11_700 },
    });
  });

  test('disappoints as few as it can before it spends more', () => {
    const traffic = [
      request(0, { tier: 'edge', outcome: 'thumbs-up' }),
      request(12, { tier: 'edge', outcome: 'thumbs-down' }),
    ];
    expect(spends(traffic, 5_000)).toMatchObject({ disappointed: 0, first: { edge: 1, cloud: 1, premium: 0 } });
  });

  test('knows nothing without prices', () => {
    const unknown = { price: null };
    const prices = { edge: unknown, cloud: unknown, premium: unknown };
    expect(calibrate([EASY], prices, { targetMicros: 1e9, rates: RATES })).toBeUndefined();
  });
});
