import { describe, expect, test } from 'vitest';
import type { StepState } from '../../shared/run.ts';
import type { ToolCard } from '../../shared/toolCard.ts';
import { anna, chatId, memberRow, messageRow } from '../../shared/testing/rows.ts';
import type { ClientState } from '../state.ts';
import { chatWith, stateWith } from '../testing/state.ts';
import { selectAgentActivities } from './agents.ts';
import { selectAnswersNow } from './answersNow.ts';

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
    { agentId: 'research', state: 'ready', step: null, tool: null, mine: false, messageIds: [] },
    { agentId: 'coder', state, step: step ?? null, tool: null, mine: false, messageIds: [answer.id] },
  ]);
});

describe('what it uses', () => {
  const card = (key: string, tool: string, state: ToolCard['state']): ToolCard => ({
    ...{ key, tool, state, input: '{}', result: '', failure: null, startedAt: 1, endedAt: null },
  });
  const told = (key: string, tool: string) => ({ key, tool, share: null, what: '' });

  function coderWith(cards: ToolCard[], more: Partial<ClientState> = {}) {
    const chat = chatWith({ members, messages: [{ ...answer, cards }] });
    return selectAgentActivities(stateWith([chat], more), chatId)[1];
  }

  test('is what was told last', () => {
    const stepTools = { [answer.id]: [told('a', 'search_web'), told('b', 'calculate')] };
    expect(coderWith([], { steps: { [answer.id]: 'using' }, stepTools })).toMatchObject({
      ...{ state: 'working', step: 'using', tool: 'calculate' },
    });
  });

  test('is what runs for a device that was told nothing', () => {
    const live = { [answer.id]: { epoch: 0, text: 'begun' } };
    expect(coderWith([card('a', 'search_web', 'done'), card('b', 'read_page', 'running')], { live })).toMatchObject({
      ...{ state: 'working', step: 'using', tool: 'read_page' },
    });
  });

  test('is that it thinks, for a device that was told nothing but that', () => {
    const live = { [answer.id]: { epoch: 0, text: '', thought: true as const } };
    const state = stateWith([chatWith({ members, messages: [answer] })], { live });
    expect(selectAgentActivities(state, chatId)[1]).toMatchObject({ state: 'working', step: 'thinking' });
    expect(selectAnswersNow(state, chatId)).toMatchObject([{ need: 'working', step: 'thinking' }]);
  });

  test('is no more than a tool that waits for somebody', () => {
    const steps = { [answer.id]: 'using' as const };
    const approval = { hash: 'h', tainted: false, expiresAt: 9, decision: null };
    const asked = { ...card('a', 'run_python', 'waiting'), approval };
    expect(coderWith([asked, card('b', 'time', 'running')], { steps })).toMatchObject({
      ...{ state: 'working', step: 'waiting', tool: 'run_python' },
    });
  });

  test('is nothing once the step goes on', () => {
    expect(coderWith([card('a', 'run_python', 'done')], { steps: { [answer.id]: 'writing' } })).toMatchObject({
      ...{ step: 'writing', tool: null },
    });
  });
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
