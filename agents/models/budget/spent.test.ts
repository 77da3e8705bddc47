import { describe, expect, test } from 'vitest';
import { priced, type Share, totalOf, UNTOLD, usedBy } from './spent.ts';

const by = { provider: 'p', model: 'last' };
const share = (model: string, inputTokens: number, costMicros: number | null, more: Partial<Share> = {}): Share => ({
  ...{ provider: 'p', model, inputTokens, outputTokens: 1, costMicros },
  ...more,
});

describe('what an answer used', () => {
  test('costs what its parts cost, as far as all of that is known', () => {
    const one = { inputTokens: 1, outputTokens: 2, costMicros: 3 };
    expect(totalOf([one, one])).toEqual({ inputTokens: 2, outputTokens: 4, costMicros: 6 });
    expect(totalOf([one, { ...one, costMicros: null }]).costMicros).toBeNull();
    expect(totalOf([])).toEqual({ inputTokens: 0, outputTokens: 0, costMicros: 0 });
  });

  test('is told as a whole where the model it names did all of it', () => {
    expect(usedBy(by, [share('last', 1, 1), share('last', 2, 2)])).toEqual({
      ...{ inputTokens: 3, outputTokens: 2, costMicros: 3 },
    });
    expect(usedBy(by, [])).not.toHaveProperty('shares');
    const nothing = share('idle', 0, 0, { outputTokens: 0 });
    expect(usedBy(by, [share('last', 1, 1), nothing])).not.toHaveProperty('shares');
    // What was recorded before it was told who did it counts for who answers.
    expect(usedBy(by, [share('last', 1, 1), ...priced(UNTOLD, 8)])).toEqual({
      ...{ inputTokens: 1, outputTokens: 1, costMicros: 9 },
    });
  });

  test('is told by whom else, each once, and as which agent', () => {
    const drawn = priced({ provider: 'q', model: 'brush' }, 34_000);
    const said = share('last', 5, 7, { agentId: 'coder' });
    const parts = [share('small', 10, 5), share('last', 70, 70), ...drawn, share('small', 20, 7), ...drawn, said];
    expect(usedBy(by, parts)).toEqual({
      ...{ inputTokens: 105, outputTokens: 4, costMicros: 68_089 },
      shares: [
        share('small', 30, 12, { outputTokens: 2 }),
        share('last', 70, 70),
        { provider: 'q', model: 'brush', inputTokens: 0, outputTokens: 0, costMicros: 68_000 },
        said,
      ],
    });
  });

  test('keeps what is known apart from what nobody knows', () => {
    expect(usedBy(by, [share('last', 1, 600), share('last', 2, null)])).toEqual({
      ...{ inputTokens: 3, outputTokens: 2, costMicros: null },
      shares: [share('last', 1, 600), share('last', 2, null)],
    });
    expect(priced(by, 0)).toEqual([]);
    expect(priced(by, null)).toHaveLength(1);
  });
});
