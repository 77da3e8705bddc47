import { expect, it } from 'vitest';
import { AgentDefinition } from '../../shared/ownAgent.ts';
import { definitionOf, specialistOf } from './view.ts';

const definition = AgentDefinition.parse({
  ...{ handle: 'bee', name: 'Bee', colour: 'teal', icon: 'bot', about: '', instructions: 'Say yes.', starters: [] },
  ...{ tier: 'cloud', model: null, tools: [] },
});
const own = {
  ...{ id: 'own-1', createdBy: 'ada', shared: false, met: false, trial: false, archivedAt: null },
  ...{ number: 1, savedBy: 'ada' },
};

it('an agent thinks as much as its definition says, and else as the request needs', () => {
  expect(specialistOf({ ...own, definition })).not.toHaveProperty('effort');
  const thinker = specialistOf({ ...own, definition: { ...definition, effort: 'high' } });
  expect(thinker.effort).toBe('high');
  expect(definitionOf(thinker)).toMatchObject({ effort: 'high', colour: 'teal' });
});
