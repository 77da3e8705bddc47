import { expect, it } from 'vitest';
import { type Grant, grantOf, withGrant } from './grants.ts';

const add: Grant = { connectionId: 'a', tool: 'add', hash: '1', on: true };

it('the last word on a tool counts, as the tool was then', () => {
  const grants = withGrant(withGrant(withGrant([], add), { ...add, tool: 'sum' }), { ...add, on: false });
  expect(grants).toHaveLength(2);
  expect(grantOf(grants, add)).toBe(false);
  expect(grantOf(grants, { ...add, tool: 'sum' })).toBe(true);
  expect(grantOf(grants, { ...add, connectionId: 'b' })).toBeUndefined();
  expect(grantOf(grants, { ...add, hash: '2' })).toBeUndefined();
});
