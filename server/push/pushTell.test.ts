import { expect, test } from 'vitest';
import type { ChatChange } from '../../shared/chat.ts';
import { chatId, messageRow, runRow } from '../../shared/testing/rows.ts';
import { askingAnswers, endedAnswers } from './pushTell.ts';

const answer = messageRow(2, { senderId: 'coder', senderKind: 'agent', runId: runRow(1).id });
const run = runRow(1, { answers: [{ agentId: 'coder', messageId: answer.id }] });
const change = (part: Partial<ChatChange>) => endedAnswers({ chatId, version: 3, ...part });

test('an answer ends with the change that also says so of its run', () => {
  expect(change({ messages: [answer], runs: [run] })).toEqual([answer.id]);
});

test('other changes of an answer are no end', () => {
  expect(change({ messages: [answer] })).toEqual([]);
  expect(change({ messages: [{ ...answer, status: 'streaming' }], runs: [run] })).toEqual([]);
  expect(change({ messages: [{ ...answer, deletedAt: 1 }], runs: [run] })).toEqual([]);
  expect(change({ messages: [messageRow(1)], runs: [run] })).toEqual([]);
  expect(change({ runs: [run] })).toEqual([]);
});

test('an answer asks as long as nobody has said anything', () => {
  const approval = { hash: 'h', tainted: false, expiresAt: 1, decision: null };
  const card = {
    ...{ key: 'k', tool: 't', input: '', result: '', failure: null, startedAt: 0, endedAt: null },
    approval,
  };
  const asking = { ...answer, status: 'streaming', cards: [{ ...card, state: 'waiting' }] } as const;
  const asked = (message: ChatChange['messages']) => askingAnswers({ chatId, version: 3, messages: message });
  expect(asked([{ ...asking, cards: [...asking.cards] }])).toEqual([answer.id]);
  const decision = { by: 'ada', allowed: true, reason: '' };
  expect(asked([{ ...asking, cards: [{ ...card, state: 'waiting', approval: { ...approval, decision } }] }])).toEqual(
    [],
  );
  expect(asked([{ ...asking, cards: [{ ...card, state: 'running' }] }])).toEqual([]);
  const half = { ...card, state: 'waiting' as const, approval: { ...approval, votes: ['ada'] } };
  expect(asked([{ ...asking, cards: [half] }])).toEqual([]);
  expect(asked([answer])).toEqual([]);
});
