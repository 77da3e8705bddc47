import { expect, test } from 'vitest';
import { ben, chatId, messageRow } from '../../shared/testing/rows.ts';
import { chatWith, coder, stateWith } from '../testing/state.ts';
import { previewRoute, selectMentionables } from './route.ts';

const answer = messageRow(1, { senderId: 'coder', senderKind: 'agent' });
const state = stateWith([chatWith({ messages: [answer] })]);

test.each([
  ['hello', null, { kind: 'nobody' }],
  ['@coder hello', null, { kind: 'agents', agentIds: ['coder'], reason: 'mentioned' }],
  ['@Coder hello', null, { kind: 'agents', agentIds: ['coder'], reason: 'mentioned' }],
  ['@all hello', null, { kind: 'agents', agentIds: ['coder'], reason: 'everyone' }],
  ['@Ben Bär hello', answer.id, { kind: 'nobody' }],
  ['hello', answer.id, { kind: 'agents', agentIds: ['coder'], reason: 'reply' }],
])('%s → who answers', (text, replyTo, route) => {
  expect(previewRoute(state, chatId, { text, replyTo })).toEqual(route);
});

test('the preview stays the same object while the answer is the same', () => {
  const before = previewRoute(state, chatId, { text: '@coder a', replyTo: null });
  expect(previewRoute(state, chatId, { text: '@coder ab', replyTo: null })).toBe(before);
});

test('an agent that does not answer me is not mentioned, and silent', () => {
  const own = { by: ben, shared: false, archived: false };
  const workspace = state.workspace && { ...state.workspace, agents: [{ ...coder, own }] };
  const without = { ...state, workspace };
  for (const text of ['@coder hello', '@all hello']) {
    expect(previewRoute(without, chatId, { text, replyTo: null })).toEqual({ kind: 'nobody' });
  }
  const shared = workspace && { ...workspace, agents: [{ ...coder, own: { ...own, shared: true } }] };
  expect(previewRoute({ ...state, workspace: shared }, chatId, { text: '@all', replyTo: null }).kind).toBe('agents');
});

test('members can be mentioned by name, agents by handle too', () => {
  expect(selectMentionables(state, chatId)).toContainEqual({ id: 'coder', names: ['coder', 'Coder'] });
  expect(selectMentionables(state, chatId)).toContainEqual({ id: ben, names: ['Ben Bär'] });
  expect(selectMentionables({ ...state }, chatId)).toBe(selectMentionables(state, chatId));
});
