import { expect, test } from 'vitest';
import type { StepState } from '../../shared/run.ts';
import { anna, chatId, memberRow, messageRow } from '../../shared/testing/rows.ts';
import { chatWith, stateWith } from '../testing/state.ts';
import { selectAgentActivities } from './agents.ts';

const answer = messageRow(1, { senderId: 'coder', senderKind: 'agent', status: 'streaming', text: '' });
const members = [
  memberRow(anna),
  memberRow('research', { joinedAt: 1 }),
  memberRow('coder', { joinedAt: 2 }),
  memberRow('health', { leftAt: 5 }),
];

function activities(step?: StepState, text = '') {
  const chat = chatWith({ members, messages: [{ ...answer, text }] });
  return selectAgentActivities(stateWith([chat], { steps: step ? { [answer.id]: step } : {} }), chatId);
}

test.each([
  [undefined, '', 'waiting'],
  ['accepted', '', 'waiting'],
  ['reading', '', 'working'],
  ['writing', '', 'working'],
  [undefined, 'begun', 'working'],
] as const)('with the step %s and the text %j an agent is %3$s', (step, text, state) => {
  expect(activities(step, text)).toEqual([
    { agentId: 'research', state: 'ready', step: null, messageIds: [] },
    { agentId: 'coder', state, step: step ?? null, messageIds: [answer.id] },
  ]);
});

test('stays the same while no step changed', () => {
  const state = stateWith([chatWith({ members, messages: [answer] })], { steps: { [answer.id]: 'writing' } });
  const before = selectAgentActivities(state, chatId);
  const streamed = { ...state, live: { [answer.id]: { epoch: 0, text: 'x' } }, steps: { ...state.steps } };
  expect(selectAgentActivities(streamed, chatId)).toBe(before);
});

test('nobody is in an unknown chat', () => {
  expect(selectAgentActivities(stateWith([]), chatId)).toEqual([]);
});
