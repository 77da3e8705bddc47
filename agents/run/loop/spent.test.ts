import { expect, test } from 'vitest';
import { othersThan } from './spent.ts';

const by = { provider: 'p', model: 'last' };

test('each other model once, with all it did, and none that did nothing', () => {
  const share = (model: string, inputTokens: number, costMicros: number | null) => ({
    ...{ provider: 'p', model, inputTokens },
    ...{ outputTokens: 1, costMicros },
  });
  const nothing = { provider: 'p', model: 'idle', inputTokens: 0, outputTokens: 0, costMicros: 0 };
  const shares = [share('small', 10, 5), share('last', 70, 70), nothing, share('small', 20, 7), share('dark', 1, null)];
  expect(othersThan(by, shares)).toEqual([
    { provider: 'p', model: 'small', inputTokens: 30, outputTokens: 2, costMicros: 12 },
    share('dark', 1, null),
  ]);
  expect(othersThan(by, [share('last', 1, 1)])).toEqual([]);
});
