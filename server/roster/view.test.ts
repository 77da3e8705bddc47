import { expect, it } from 'vitest';
import { AgentDefinition } from '../../shared/ownAgent.ts';
import { mayUse } from '../../shared/contact.ts';
import { audienceOf, definitionOf, faceOf, specialistOf, viewFor } from './view.ts';

const definition = AgentDefinition.parse({
  ...{ handle: 'bee', name: 'Bee', colour: 'teal', icon: 'bot', about: '', instructions: 'Say yes.', starters: [] },
  ...{ tier: 'cloud', model: null, tools: [] },
});
const own = {
  ...{ id: 'own-1', createdBy: 'ada', shared: false, people: [], met: false, trial: false, archivedAt: null },
  ...{ number: 1, savedBy: 'ada' },
};

it('an agent thinks as much as its definition says, and else as the request needs', () => {
  expect(specialistOf({ ...own, definition })).not.toHaveProperty('effort');
  const thinker = specialistOf({ ...own, definition: { ...definition, effort: 'high' } });
  expect(thinker.effort).toBe('high');
  expect(definitionOf(thinker)).toMatchObject({ effort: 'high', colour: 'teal' });
});

it.each([
  ['ada', { shared: false, people: ['ben', 'cleo'] }, true, ['ben', 'cleo']],
  ['ben', { shared: false, people: ['ben', 'cleo'] }, true, ['ben']],
  ['dora', { shared: false, people: ['ben', 'cleo'] }, false, undefined],
  ['dora', { shared: true, people: [] }, true, undefined],
  ['ben', { shared: false, people: [] }, false, undefined],
  ['ben', { shared: false, people: ['ben'], archivedAt: new Date() }, false, undefined],
])('%s knows of %j what is theirs to know', (userId, more, usable, people) => {
  const one = { ...own, ...more, definition: { ...definition, about: 'Hums' } };
  const view = viewFor(one, { userId, available: [] });
  expect(mayUse(view, userId)).toBe(usable);
  expect(view.own?.people).toEqual(people);
  expect(view.about).toBe(usable ? 'Hums' : '');
  expect(faceOf(one, []).own).not.toHaveProperty('people');
});

it('says for whom an agent is', () => {
  expect(audienceOf({ shared: true, people: [] })).toEqual({ kind: 'all' });
  expect(audienceOf({ shared: false, people: [] })).toEqual({ kind: 'me' });
  expect(audienceOf({ shared: false, people: ['ben'] })).toEqual({ kind: 'chosen', people: ['ben'] });
});
