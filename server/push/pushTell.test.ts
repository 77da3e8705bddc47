import { expect, test } from 'vitest';
import type { ChatChange } from '../../shared/chat.ts';
import { chatId, messageRow, runRow } from '../../shared/testing/rows.ts';
import { endedAnswers } from './pushTell.ts';

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
