import { expect, it } from 'vitest';
import { whoIsMeant } from './whoIsMeant.ts';

const ada = { id: 'a', name: 'Ada Lovelace' };
const grace = { id: 'g', name: 'Grace Hopper' };
const other = { id: 'o', name: 'Grace Kelly' };
const plain = { id: 'p', name: 'Grace' };

it.each([
  [['me', 'Grace Hopper'], [ada, grace, other], ['a', 'g'], []],
  [['ICH', 'ada', '@Ada  lovelace'], [ada, grace], ['a'], []],
  [['grace'], [ada, grace], ['g'], []],
  [['grace'], [ada, grace, other], [], ['grace']],
  [['grace'], [ada, grace, other, plain], ['p'], []],
  [['Hopper', 'Nobody'], [ada, grace], [], ['Hopper', 'Nobody']],
  [[], [ada], [], []],
])('%j', (names, members, ids, unclear) => {
  const meant = whoIsMeant(names, members, ada);
  expect(meant.people.map(({ id }) => id)).toEqual(ids);
  expect(meant.unclear).toEqual(unclear);
});
