import { expect, it } from 'vitest';
import { memberActions } from './memberActions.ts';

it.each([
  ['owner', 'owner', ['makeAdmin', 'makeMember', 'remove']],
  ['owner', 'admin', ['makeOwner', 'makeMember', 'remove']],
  ['owner', 'member', ['makeOwner', 'makeAdmin', 'remove']],
  ['admin', 'owner', []],
  ['admin', 'admin', []],
  ['admin', 'member', ['makeAdmin', 'remove']],
  ['member', 'member', []],
  [undefined, 'member', []],
] as const)('%s with %s', (mine, role, expected) => {
  expect(memberActions(mine, { kind: 'user', role })).toEqual(expected);
});

it('lets agents only be removed, by who manages', () => {
  expect(memberActions('admin', { kind: 'agent', role: 'member' })).toEqual(['remove']);
  expect(memberActions('member', { kind: 'agent', role: 'member' })).toEqual([]);
});
