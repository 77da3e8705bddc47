import { expect, it } from 'vitest';
import type { Audience } from '../../shared/ownAgent.ts';
import { askedOf, audienceIn, audienceOf, isSameAudience } from './audience.ts';

const chosen = (...people: string[]): Audience => ({ kind: 'chosen', people });

it('keeps people chosen while another answer is looked at, and takes nobody chosen for the maker alone', () => {
  expect(audienceIn({ ...askedOf(chosen('a')), kind: 'all' })).toEqual({ kind: 'all' });
  expect(audienceIn(askedOf(chosen('a')))).toEqual(chosen('a'));
  expect(audienceIn({ kind: 'chosen', people: [] })).toEqual({ kind: 'me' });
});

it('reads for whom an agent is', () => {
  const own = { by: 'a', archived: false };
  expect(audienceOf({ ...own, shared: true })).toEqual({ kind: 'all' });
  expect(audienceOf({ ...own, shared: false })).toEqual({ kind: 'me' });
  expect(audienceOf({ ...own, shared: false, people: ['b'] })).toEqual(chosen('b'));
});

it.each<[Audience, Audience, boolean]>([
  [chosen('a', 'b'), chosen('b', 'a'), true],
  [chosen('a'), chosen('a', 'b'), false],
  [chosen('a'), chosen('b'), false],
  [chosen('a'), { kind: 'me' }, false],
  [{ kind: 'all' }, { kind: 'all' }, true],
])('%j and %j: the same is %s', (a, b, same) => {
  expect(isSameAudience(a, b)).toBe(same);
});
