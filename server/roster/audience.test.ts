import { expect, it } from 'vitest';
import { besides } from './audience.ts';

it('who is chosen counts once, and the maker not at all', () => {
  const chosen = (...people: string[]) => ({ kind: 'chosen', people }) as const;
  expect(besides('ada', chosen('ben', 'ada', 'cleo', 'ben'))).toEqual(chosen('ben', 'cleo'));
  expect(besides('ada', chosen('ada'))).toEqual({ kind: 'me' });
  expect(besides('ada', { kind: 'all' })).toEqual({ kind: 'all' });
});
