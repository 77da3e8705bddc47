import { expect, it } from 'vitest';
import { typedAddresses } from './typedAddresses.ts';

it.each([
  ['', [], null],
  [' Ada@Example.com, ben@example.com;\nada@example.com ', ['ada@example.com', 'ben@example.com'], null],
  ['ada@example.com, ben', ['ada@example.com', 'ben'], 'ben'],
  ['Ada <ada@example.com>', ['ada', '<ada@example.com>'], 'Ada'],
  ['a@b@example.com', ['a@b@example.com'], 'a@b@example.com'],
])('%j', (typed, addresses, wrong) => {
  expect(typedAddresses(typed)).toEqual({ addresses, wrong });
});
