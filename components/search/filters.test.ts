import { expect, it } from 'vitest';
import { isFiltered, midnight, narrowed } from './filters.ts';

it('counts days from midnight to midnight, here', () => {
  expect(midnight('2026-11-21')).toBe(new Date(2026, 10, 21).getTime());
  expect(midnight('2026-12-31', 1)).toBe(new Date(2027, 0, 1).getTime());
  expect(midnight('')).toBeUndefined();
  expect(midnight('2026-11')).toBeUndefined();
  expect(narrowed({ from: '2026-11-21', to: '2026-11-21', has: 'link' })).toEqual({
    has: 'link',
    from: new Date(2026, 10, 21).getTime(),
    to: new Date(2026, 10, 22).getTime(),
  });
});

it('knows whether anything is narrowed', () => {
  expect(isFiltered({})).toBe(false);
  expect(isFiltered({ from: '' })).toBe(false);
  expect(isFiltered({ senderId: 'coder' })).toBe(true);
});
