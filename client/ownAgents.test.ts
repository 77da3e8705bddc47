import { expect, test } from 'vitest';
import type { Agent } from '../shared/contact.ts';
import type { WorkspaceState } from '../shared/sync.ts';
import { withOwnAgents } from './ownAgents.ts';

const agent = (id: string, own?: Agent['own'], about = ''): Agent => ({
  ...{ id, handle: id, name: id, colour: { light: '#000000', dark: '#FFFFFF' }, icon: 'bot', about, starters: [] },
  tier: 'cloud',
  ...(own && { own }),
});
const by = (maker: string): NonNullable<Agent['own']> => ({ by: maker, shared: true, archived: false });
const told: WorkspaceState = {
  workspace: { name: 'Hive', openSignUp: false, linkPreviews: true, fileLimit: 1, version: 1 },
  users: [],
  agents: [agent('coder'), agent('mine', by('me')), agent('theirs', by('you'))],
};

test('what I made or am chosen for stands whole in the place of what everybody knows of it, and goes when it is gone', () => {
  const theirs = { ...by('you'), shared: false, people: ['me'] };
  const own = [agent('mine', by('me'), 'whole'), agent('secret', by('me')), agent('theirs', theirs, 'whole')];
  const both = withOwnAgents(told, own, 'me');
  expect(both.agents.map(({ id, about }) => id + about)).toEqual(['coder', 'minewhole', 'secret', 'theirswhole']);
  expect(withOwnAgents(told, [], 'me').agents.map(({ id }) => id)).toEqual(['coder', 'theirs']);
});
