import { expect, it } from 'vitest';
import { rangeOf } from './byteRange.ts';

it.each([
  ['bytes=0-0', { from: 0, to: 0 }],
  ['bytes=10-', { from: 10, to: 99 }],
  ['bytes=90-200', { from: 90, to: 99 }],
  ['bytes=-10', { from: 90, to: 99 }],
  ['bytes=-1000', { from: 0, to: 99 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-4', null],
  ['bytes=0-1,5-6', null],
  ['bytes=-', null],
  ['bytes=a-b', null],
  ['bytes=-5-6', null],
  ['lines=0-1', null],
  ['', null],
  [null, null],
])('of 100 bytes, %j asks for %j', (header, range) => {
  expect(rangeOf(header, 100)).toEqual(range);
});

it('finds nothing in an empty file', () => {
  expect(rangeOf('bytes=0-', 0)).toBe('unsatisfiable');
  expect(rangeOf(null, 0)).toBeNull();
});
