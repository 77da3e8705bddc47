import { expect, test } from 'vitest';
import { anna, ben, chatRow, cleo, memberRow, messageRow, runRow } from '../../shared/testing/rows.ts';
import type { ToolApproval, ToolCard } from '../../shared/toolCard.ts';
import { chatWith, stateWith } from '../testing/state.ts';
import { selectAgentActivities } from './agents.ts';
import { selectVoice } from './voices.ts';

const run = runRow(1, { askedBy: ben });
const approvalOf = (more: Partial<ToolApproval> = {}): ToolApproval => {
  return { hash: 'h', tainted: false, expiresAt: 9, decision: null, ...more };
};

/** What Anna is told where an agent that Ben asked waits. */
function told(role: 'member' | 'admin', approval: ToolApproval) {
  const card: ToolCard = {
    ...{ key: 'a', tool: 'post_event', state: 'waiting', input: '{}', result: '', failure: null, startedAt: 1 },
    ...{ endedAt: null, approval },
  };
  const message = messageRow(1, { senderId: 'coder', senderKind: 'agent', status: 'streaming', runId: run.id });
  const members = [memberRow(anna, { role }), memberRow(ben), memberRow(cleo), memberRow('coder')];
  const chat = chatWith({
    chat: chatRow({ kind: 'group' }),
    members,
    runs: [run],
    messages: [{ ...message, cards: [card] }],
  });
  const state = stateWith([chat]);
  const { step, mine } = selectAgentActivities(state, chat.chat.id)[0] ?? {};
  expect(step).toBe('waiting');
  const voice = selectVoice(state, message, card);
  expect(mine).toBe(voice === 'wanted');
  return voice;
}

const two = { requester: false, admin: false, either: false, people: 2 };

test('a voice is wanted of those alone whom the card waits for', () => {
  expect(told('member', approvalOf())).toBe('none');
  expect(told('admin', approvalOf())).toBe('wanted');
  expect(told('admin', approvalOf({ terms: { ...two, people: 1, requester: true } }))).toBe('none');
  expect(told('member', approvalOf({ terms: two }))).toBe('wanted');
  expect(told('member', approvalOf({ terms: two, votes: [ben] }))).toBe('wanted');
  expect(told('member', approvalOf({ terms: two, votes: [anna] }))).toBe('given');
});
