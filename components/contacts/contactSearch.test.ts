import { describe, expect, it } from 'vitest';
import type { ContactView } from '../../client/select/contacts.ts';
import type { Agent } from '../../shared/contact.ts';
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
    expect(ids(reachable(everyone, { me: '0' }))).toEqual(['1', '2', 'research', 'coder']);
    expect(ids(reachable(everyone, { me: '1', except: ['coder'] }))).toEqual(['2', 'research']);
  });

  it('leaves out agents that are of no use here', () => {
    const own = (id: string, of: Partial<NonNullable<Agent['own']>>): ContactView => {
      const made = agent(id, id);
      if (made.kind !== 'agent') return made;
      return { ...made, agent: { ...made.agent, own: { by: '1', shared: false, archived: false, ...of } } };
    };
    const made = [
      own('a', {}),
      own('b', { shared: true }),
      own('c', { archived: true, shared: true }),
      own('d', { trial: true }),
      own('e', { people: ['2'] }),
    ];
    expect(ids(reachable(made, { me: '1' }))).toEqual(['a', 'b', 'e']);
    expect(ids(reachable(made, { me: '2' }))).toEqual(['b', 'e']);
    expect(ids(reachable(made, { me: '1', forGroup: true }))).toEqual(['b', 'e']);
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
    expect(ids(matching(reachable(everyone, { me: '0' }), text))).toEqual(expected);
  });
});
