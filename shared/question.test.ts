import { expect, it } from 'vitest';
import { isWaiting } from './question.ts';

const asking = { question: { askedOf: 'ada', choices: [] }, seq: 5, deletedAt: null, status: 'complete' };

it('waits until the person who was asked has written something', () => {
  expect(isWaiting(asking, [])).toBe(true);
  expect(isWaiting(asking, [{ seq: 4, senderId: 'ada' }])).toBe(true);
  expect(isWaiting(asking, [{ seq: 6, senderId: 'bob' }])).toBe(true);
  expect(isWaiting(asking, [{ seq: 6, senderId: 'ada' }])).toBe(false);
});

it('waits neither where nothing is asked nor where it is gone', () => {
  expect(isWaiting({ ...asking, question: undefined }, [])).toBe(false);
  expect(isWaiting({ ...asking, deletedAt: 1 }, [])).toBe(false);
  expect(isWaiting({ ...asking, status: 'stopped' }, [])).toBe(false);
});
