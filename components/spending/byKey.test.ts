import { expect, test } from 'vitest';
import type { SpendingRow } from '../../shared/budget.ts';
import { daysUntil, isUnknown, sumsBy } from './byKey.ts';

const row = (agentId: string, costMicros: number, more: Partial<SpendingRow> = {}): SpendingRow => ({
  ...{ day: '2026-11-21', chatId: 'c', provider: 'p', model: 'm', inputTokens: 1, outputTokens: 1 },
  ...{ agentId, costMicros, answers: 1, unknown: 0, ...more },
});

test('sums stand in the order of what they cost, then of how much was answered', () => {
  const rows = [
    row('a', 5),
    row('b', 10),
    row('a', 7, { answers: 2 }),
    row('c', 0),
    row('d', 0, { answers: 3, unknown: 3 }),
  ];
  expect(sumsBy(rows, ({ agentId }) => agentId)).toEqual([
    { key: 'a', costMicros: 12, answers: 3, unknown: 0 },
    { key: 'b', costMicros: 10, answers: 1, unknown: 0 },
    { key: 'd', costMicros: 0, answers: 3, unknown: 3 },
    { key: 'c', costMicros: 0, answers: 1, unknown: 0 },
  ]);
  expect(sumsBy([], ({ model }) => model)).toEqual([]);
});

test.each([
  [{ costMicros: 0, answers: 2, unknown: 2 }, true],
  [{ costMicros: 0, answers: 0, unknown: 1 }, true],
  [{ costMicros: 0, answers: 3, unknown: 2 }, false],
  [{ costMicros: 0, answers: 0, unknown: 0 }, false],
  // A picture that another model's answer has.
  [{ costMicros: 9_000, answers: 0, unknown: 0 }, false],
  [{ costMicros: 9_000, answers: 0, unknown: 1 }, false],
])('nothing is known of what %j cost: %s', (sum, expected) => {
  expect(isUnknown(sum)).toBe(expected);
});

test('days end with today', () => {
  expect(daysUntil(Date.parse('2026-03-01T00:00:01Z'), 3)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
});
