import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemberRole } from './chat.ts';
import { mayManage, mayRemove, maySetRole, successor } from './memberRights.ts';

const roles: readonly MemberRole[] = ['owner', 'admin', 'member'];

describe('the rights of members', () => {
  it('let owners and admins manage', () => {
    expect(roles.filter(mayManage)).toEqual(['owner', 'admin']);
  });

  it('let managers remove those below, and owners everybody', () => {
    const pairs = roles.flatMap((actor) => roles.filter((target) => mayRemove(actor, target)).map((t) => [actor, t]));
    expect(pairs).toEqual([
      ['owner', 'owner'],
      ['owner', 'admin'],
      ['owner', 'member'],
      ['admin', 'member'],
    ]);
  });

  it('let owners give every role and admins make members admins', () => {
    const given = roles.flatMap((target) =>
      roles.filter((role) => maySetRole('admin', target, role)).map((r) => [target, r]),
    );
    expect(given).toEqual([
      ['member', 'admin'],
      ['member', 'member'],
    ]);
    for (const target of roles)
      for (const role of roles) {
        expect(maySetRole('owner', target, role)).toBe(true);
        expect(maySetRole('member', target, role)).toBe(false);
      }
  });
});

describe('the successor of an owner', () => {
  const member = (
    contactId: string,
    role: MemberRole,
    more: { kind?: 'user' | 'agent'; joinedAt?: number; leftAt?: number } = {},
  ) => ({
    contactId,
    role,
    kind: more.kind ?? 'user',
    joinedAt: more.joinedAt ?? 1,
    leftAt: more.leftAt ?? null,
  });

  it.each([
    ['nobody while another owner stays', [member('a', 'owner'), member('b', 'owner'), member('c', 'admin')], undefined],
    ['nobody when no owner goes', [member('a', 'member'), member('b', 'admin')], undefined],
    [
      'an admin before older members',
      [member('a', 'owner'), member('b', 'member'), member('c', 'admin', { joinedAt: 9 })],
      'c',
    ],
    [
      'the older admin',
      [member('a', 'owner'), member('b', 'admin', { joinedAt: 3 }), member('c', 'admin', { joinedAt: 2 })],
      'c',
    ],
    ['the older member', [member('a', 'owner'), member('b', 'member', { joinedAt: 3 }), member('c', 'member')], 'c'],
    ['no agent', [member('a', 'owner'), member('coder', 'member', { kind: 'agent' })], undefined],
    ['nobody who left', [member('a', 'owner'), member('b', 'admin', { leftAt: 5 })], undefined],
  ])('is %s', (_, members, expected) => {
    expect(successor(members, 'a')?.contactId).toBe(expected);
  });

  it('is the same in whatever order the members come', () => {
    const members = [
      member('a', 'owner'),
      member('b', 'member'),
      member('c', 'admin'),
      member('d', 'admin'),
      member('e', 'member'),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(members, { minLength: members.length }), (shuffled) => {
        expect(successor(shuffled, 'a')?.contactId).toBe('c');
      }),
    );
  });
});
