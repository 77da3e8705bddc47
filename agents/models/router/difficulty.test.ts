import { describe, expect, test } from 'vitest';
import { difficultyOf } from './difficulty.ts';
import { type Features, featuresOf } from './features.ts';
import { askedOf, tierFor } from './tiers.ts';
import { bandOf, BANDS, EXPECTED, keyOf, type Outcome, type WinRecord, winRateOf, withOutcome } from './winRates.ts';

const ALONE = { tools: 0, attachments: 0, depth: 0 };
const PLAIN: Features = { characters: 0, codeLines: 0, maths: 0, questions: 0, otherLanguages: 0, ...ALONE };
const read = (text: string) => featuresOf(text, ALONE);

describe('featuresOf', () => {
  test('finds nothing in a plain question', () => {
    expect(read('What shall we cook tonight?')).toEqual({ ...PLAIN, characters: 27, questions: 1 });
    expect(read('')).toEqual(PLAIN);
  });

  test('counts lines of code, in fences and loose', () => {
    expect(read('Why?\n```ts\nconst a = 1;\nconst b = 2;\n```').codeLines).toBe(2);
    expect(read('function add(a, b) {\n  return a + b;\n}\nIs that right?').codeLines).toBe(3);
    expect(read('```py\nx = 1\ny = 2').codeLines).toBe(1);
    expect(read('Let us meet at the station; bring cake.').codeLines).toBe(0);
  });

  test.each(['What is 12.5 * 4?', 'Solve $x^2 = 4$', 'Prove it', 'Die Ableitung davon', '∑ of all'])(
    'sees mathematics in %j',
    (text) => {
      expect(read(text).maths).toBeGreaterThan(0);
    },
  );

  test('sees none in dates and prose', () => {
    expect(read('We meet in 2026 with 12 people.').maths).toBe(0);
  });

  test('counts questions and listed tasks, whichever are more', () => {
    expect(read('Who? When?? Where?').questions).toBe(3);
    expect(read('Please:\n1. buy\n2. cook\n3. eat\n- wash up').questions).toBe(4);
    expect(read('何ですか？どこ？').questions).toBe(2);
  });

  test('counts languages beside the first', () => {
    expect(read('The bee is in the hive and it is what we like.').otherLanguages).toBe(0);
    expect(read('The bee is here and well. Die Biene ist hier und das ist gut für uns.').otherLanguages).toBe(1);
    expect(read('What is the meaning of это слово и другое слово?').otherLanguages).toBe(1);
  });

  test('reads the longest text without stalling', () => {
    for (const piece of ['a', '```', '$', '{', ' 1 *', '?', '\n- ', 'der die ', '\n', ' ', '1 ', '1', '<a', '$ ']) {
      const text = piece.repeat(Math.ceil(400_000 / piece.length));
      expect(read(text).characters).toBe(text.length);
    }
  });
});

describe('difficultyOf', () => {
  test('is 0 for a plain request and never leaves 0 to 1', () => {
    expect(difficultyOf({ ...PLAIN, questions: 1 }, 'cloud')).toEqual({ score: 0, parts: [] });
    expect(difficultyOf(PLAIN, 'edge').score).toBe(0);
    const much = Object.fromEntries(Object.keys(PLAIN).map((key) => [key, 1e9])) as Features;
    expect(difficultyOf(much, 'premium').score).toBe(1);
  });

  test('adds half of a weight at its half amount, the largest part first', () => {
    // 12 lines of code: 0.35 / 2 = 0.175. 2,500 characters: 0.25 / 2 = 0.125. Together 0.3, for a premium agent 0.45.
    const features = { ...PLAIN, characters: 2_500, codeLines: 12 };
    expect(difficultyOf(features, 'cloud').score).toBeCloseTo(0.3, 12);
    const { score, parts } = difficultyOf(features, 'premium');
    expect(score).toBeCloseTo(0.45, 12);
    expect(parts.map((part) => part.feature)).toEqual(['codeLines', 'agent', 'characters']);
  });

  test.each(Object.keys(PLAIN) as (keyof Features)[])('only grows with %s', (feature) => {
    let before = -1;
    for (const amount of [0, 2, 5, 50, 5_000, 500_000]) {
      const { score } = difficultyOf({ ...PLAIN, [feature]: amount }, 'cloud');
      expect(score).toBeGreaterThan(before);
      before = score;
    }
  });
});

describe('win rates', () => {
  const rates = (record: WinRecord) => new Map(BANDS.map((band) => [keyOf('coder', 'edge', band), record]));
  const rate = (record: WinRecord, agentId = 'coder', tier: 'edge' | 'cloud' = 'edge') =>
    winRateOf(rates(record), agentId, { tier, band: 'easy' });

  test('begin at what is expected and follow what was seen', () => {
    expect(winRateOf(new Map(), 'coder', { tier: 'edge', band: 'easy' })).toBe(EXPECTED);
    // (7 + 10) / (10 + 10) = 0.85; (7 + 0) / (10 + 10) = 0.35.
    expect(rate({ wins: 10, losses: 0 })).toBe(0.85);
    expect(rate({ wins: 0, losses: 10 })).toBe(0.35);
    expect(rate({ wins: 0, losses: 10 }, 'coder', 'cloud')).toBe(EXPECTED);
    expect(rate({ wins: 0, losses: 10 }, 'health')).toBe(EXPECTED);
  });

  test('hear silence a quarter as loud as a thumb, and a stop half as loud', () => {
    const outcomes: Outcome[] = ['accepted', 'thumbs-up', 'thumbs-down', 'regenerated', 'escalated', 'stopped'];
    const record = outcomes.reduce<WinRecord | undefined>((sum, one) => withOutcome(sum, one), undefined);
    expect(record).toEqual({ wins: 1.25, losses: 3.5 });
  });

  test('forget half in two weeks', () => {
    const weeks = (count: number) => withOutcome({ wins: 0, losses: 0 }, 'thumbs-down', count * 7 * 86_400_000).losses;
    expect([weeks(0), weeks(2), weeks(4)]).toEqual([1, 0.5, 0.25]);
  });

  test('move a request up or down a tier for that agent alone', () => {
    const thresholds = { t1: 0.3, t2: 0.6 };
    const tier = (score: number, record: WinRecord, agentId = 'coder') =>
      tierFor(askedOf(score, { rates: rates(record), agentId }), thresholds);
    // 0.2 + 0.5 × (0.7 − 0.4375) = 0.33, over 0.3; the cloud is asked 0.2, under 0.6.
    expect(tier(0.2, { wins: 0, losses: 6 })).toBe('cloud');
    expect(tier(0.2, { wins: 0, losses: 6 }, 'health')).toBe('edge');
    // 0.35 + 0.5 × (0.7 − 0.85) = 0.275, under 0.3.
    expect(tier(0.35, { wins: 10, losses: 0 })).toBe('edge');
    expect([tier(0.3, { wins: 0, losses: 0 }), tier(0.6, { wins: 0, losses: 0 })]).toEqual(['cloud', 'premium']);
  });

  test('change little by few, and no more than so much by ever so many', () => {
    const asked = (record: WinRecord) => askedOf(0.2, { rates: rates(record), agentId: 'coder' }).edge;
    expect(Math.abs(asked({ wins: 0, losses: 1 }) - 0.2)).toBeLessThan(0.04);
    expect(asked({ wins: 0, losses: 1e6 })).toBeCloseTo(0.35);
    expect(asked({ wins: 1e6, losses: 0 })).toBeCloseTo(0.05);
  });

  test('tell easy requests from hard ones', () => {
    const hard = new Map([[keyOf('coder', 'cloud', 'hard'), { wins: 0, losses: 50 }]]);
    expect(askedOf(0.5, { rates: hard, agentId: 'coder' }).cloud).toBeCloseTo(0.65);
    expect(askedOf(0.3, { rates: hard, agentId: 'coder' }).cloud).toBe(0.3);
    expect([0, 0.2, 0.45].map(bandOf)).toEqual(BANDS);
  });
});
