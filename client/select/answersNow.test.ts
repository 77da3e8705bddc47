import { expect, test } from 'vitest';
import type { Message } from '../../shared/message.ts';
import type { ToolCard } from '../../shared/toolCard.ts';
import { anna, ben, chatId, messageRow, runRow } from '../../shared/testing/rows.ts';
import { chatWith, stateWith } from '../testing/state.ts';
import { selectAnswersNow } from './answersNow.ts';

const card: ToolCard = {
  ...{ key: 's/0/0', tool: 'post_event', state: 'waiting', input: '{}', result: '', failure: null },
  ...{ startedAt: 1, endedAt: null },
  approval: { hash: 'h', tainted: false, expiresAt: 9, decision: null },
};

function needs(message: Partial<Message>, { askedBy = anna, step = 'accepted' as const, live = '' } = {}) {
  const run = runRow(1, { askedBy });
  const row = messageRow(1, {
    senderId: 'coder',
    senderKind: 'agent',
    status: 'streaming',
    text: '',
    runId: run.id,
    ...message,
  });
  const more = { steps: { [row.id]: step }, live: live === '' ? {} : { [row.id]: { epoch: 0, text: live } } };
  return selectAnswersNow(stateWith([chatWith({ messages: [row], runs: [run] })], more), chatId);
}

test('an answer waits until it is begun, and works then', () => {
  expect(needs({})).toMatchObject([{ agentId: 'coder', need: 'waiting' }]);
  expect(needs({}, { live: 'So' })).toMatchObject([{ need: 'working' }]);
  expect(needs({ cards: [{ ...card, state: 'running' }] })).toMatchObject([{ need: 'working' }]);
});

test('it needs whoever may decide, and waits for them where that is somebody else', () => {
  expect(needs({ cards: [card] })).toMatchObject([{ need: 'you', step: 'waiting', tool: 'post_event' }]);
  expect(needs({ cards: [card] }, { askedBy: ben })).toMatchObject([{ need: 'waiting' }]);
});

test('it needs somebody while its agent wants to pass the request on, and is over otherwise', () => {
  expect(needs({ status: 'complete', text: 'So.', passOn: { to: 'research' } })).toMatchObject([
    { need: 'you', passOn: 'research' },
  ]);
  expect(needs({ status: 'complete', text: 'So.' })).toEqual([]);
});

test('the list stays the same as long as nothing of it changes', () => {
  const row = messageRow(1, { senderId: 'coder', senderKind: 'agent', status: 'streaming', text: 'a' });
  const state = stateWith([chatWith({ messages: [row] })]);
  const first = selectAnswersNow({ ...state, live: { [row.id]: { epoch: 0, text: 'ab' } } }, chatId);
  expect(selectAnswersNow({ ...state, live: { [row.id]: { epoch: 0, text: 'abc' } } }, chatId)).toBe(first);
});
