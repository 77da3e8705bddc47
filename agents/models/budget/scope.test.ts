import { describe, expect, test } from 'vitest';
import { mayRaise, type ScopeKind, type Standing } from './scope.ts';

const NOBODY: Standing = { isAdmin: false, asked: false, chatRole: null, madeAgent: false };
const KINDS: readonly ScopeKind[] = ['run', 'chat', 'agent', 'user', 'workspace'];

function raises(standing: Partial<Standing>): ScopeKind[] {
  return KINDS.filter((kind) => mayRaise(kind, { ...NOBODY, ...standing }));
}

describe('who may raise', () => {
  test.each<[string, Partial<Standing>, ScopeKind[]]>([
    ['a stranger', {}, []],
    ['a member', { chatRole: 'member' }, []],
    ['who asked', { chatRole: 'member', asked: true }, ['run']],
    ['who asked and left', { asked: true }, []],
    ['who manages the chat', { chatRole: 'admin' }, ['run', 'chat']],
    ['who owns the chat', { chatRole: 'owner' }, ['run', 'chat']],
    ['who made the agent', { madeAgent: true }, ['agent']],
    ['an admin of the workspace', { isAdmin: true }, [...KINDS]],
  ])('%s', (_who, standing, expected) => {
    expect(raises(standing)).toEqual(expected);
  });
});
