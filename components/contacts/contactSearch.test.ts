import { describe, expect, it } from 'vitest';
import type { ContactView } from '../../client/select/contacts.ts';
import { matching, reachable } from './contactSearch.ts';

const person = (id: string, name: string): ContactView => ({
  kind: 'user',
  id,
  name,
  user: { id, name, image: null, role: 'member' },
});
const agent = (id: string, name: string): ContactView => ({
  kind: 'agent',
  id,
  name,
  agent: { id, handle: id, name, colour: { light: '', dark: '' }, icon: '', about: '', starters: [], tier: 'edge' },
});
const everyone = [
  agent('queen', 'Queen'),
  agent('research', 'Research'),
  agent('coder', 'Codeschmied'),
  person('2', 'Öznur Yılmaz'),
  person('1', 'Ada King-Noel'),
  { kind: 'unknown', id: '9', name: '' } as const,
];
const ids = (contacts: readonly ContactView[]) => contacts.map((contact) => contact.id);

describe('reachable', () => {
  it('puts people by name before the agents, which keep their order', () => {
    expect(ids(reachable(everyone, new Set()))).toEqual(['1', '2', 'research', 'coder']);
    expect(ids(reachable(everyone, new Set(['1', 'coder'])))).toEqual(['2', 'research']);
  });
});

describe('matching', () => {
  it.each([
    ['', ['1', '2', 'research', 'coder']],
    ['oz', ['2']],
    ['YIL', []],
    ['yıl', ['2']],
    ['king', ['1']],
    ['ing', []],
    ['coder', ['coder']],
    ['codes', ['coder']],
    ['zz', []],
  ])('%s', (text, expected) => {
    expect(ids(matching(reachable(everyone, new Set()), text))).toEqual(expected);
  });
});
