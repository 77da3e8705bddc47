import { describe, expect, it } from 'vitest';
import { pageRange } from './history.ts';

describe('the seqs of a page', () => {
  it.each([
    ['the last ones', { limit: 10 }, { from: 91, to: 100 }],
    ['those before', { before: 50, limit: 10 }, { from: 40, to: 49 }],
    ['those before the end, however far beyond it is asked', { before: 2_000_000, limit: 10 }, { from: 91, to: 100 }],
    ['those after', { after: 50, limit: 10 }, { from: 51, to: 60 }],
    ['those around, the one in the middle', { around: 50, limit: 10 }, { from: 45, to: 54 }],
    ['those around one near the beginning', { around: 2, limit: 10 }, { from: 1, to: 10 }],
    ['those around one near the end', { around: 99, limit: 10 }, { from: 94, to: 100 }],
    ['nothing before the first', { before: 1, limit: 10 }, { from: 1, to: 0 }],
    ['nothing after the last', { after: 100, limit: 10 }, { from: 101, to: 100 }],
    ['nothing far beyond the last', { after: 2 ** 31 - 1, limit: 10 }, { from: 101, to: 100 }],
    ['nothing around what is far beyond the last', { around: 2 ** 31 - 1, limit: 10 }, { from: 101, to: 100 }],
  ])('are %s', (_, query, range) => {
    expect(pageRange(query, 100)).toEqual(range);
  });

  it('are none in an empty chat', () => {
    const { to } = pageRange({ limit: 10 }, 0);
    expect(to).toBe(0);
  });
});
