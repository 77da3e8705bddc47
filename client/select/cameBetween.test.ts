import { expect, test } from 'vitest';
import { applyPage, applySync } from '../../shared/chatStateApply.ts';
import type { Message } from '../../shared/message.ts';
import { defaultPreferences } from '../../shared/preferences.ts';
import { anna, ben, chatId, messageRow } from '../../shared/testing/rows.ts';
import type { ClientState } from '../state.ts';
import { chatWith, stateWith } from '../testing/state.ts';
import { cameBetween } from './cameBetween.ts';

const known = chatWith({ messages: [messageRow(9), messageRow(10)] });

const bens = (seq: number, changes: Partial<Message> = {}) => messageRow(seq, { senderId: ben, ...changes });

/** Of what comes, what counts for Anna, by seq. */
function came(rows: Message[], more: Partial<ClientState> = {}) {
  const now = chatWith({ messages: [messageRow(9), messageRow(10), ...rows] });
  const { messages, count } = cameBetween(stateWith([known]), stateWith([now], more), chatId);
  return [messages.map(({ seq }) => seq), count];
}

test('what other people write comes, oldest first', () => {
  expect(came([bens(11), bens(12)])).toEqual([[11, 12], 2]);
});

test('what is one’s own, an agent’s, deleted or by somebody one has blocked does not', () => {
  const answer = { senderId: 'coder', senderKind: 'agent' } as const;
  expect(came([messageRow(11), bens(12), messageRow(13, answer), bens(14, { deletedAt: 1 })])).toEqual([[12], 1]);
  expect(came([bens(11)], { preferences: { ...defaultPreferences, blocked: [ben] } })).toEqual([[], 0]);
});

test('a change of what was there is none, nor are pages of history', () => {
  const before = stateWith([chatWith({ messages: [bens(10)] })]);
  const edited = stateWith([chatWith({ messages: [bens(10, { version: 20, editedAt: 5, text: 'else' })] })]);
  expect(cameBetween(before, edited, chatId).count).toBe(0);
  const page = { chatId, messages: [bens(7), bens(8)], runs: [], lastSeq: 10, from: 7, to: 8 };
  expect(cameBetween(stateWith([known]), stateWith([applyPage(known, page)]), chatId).count).toBe(0);
});

test('a chat that has just become known has nothing new', () => {
  expect(cameBetween(stateWith([]), stateWith([known]), chatId).count).toBe(0);
});

test('of what was missed for long only a part is loaded; the rest counts', () => {
  const sync = { chatId, upTo: 300, limited: true, lastSeq: 210, members: [], runs: [], receipts: [], people: 2 };
  const later = applySync(known, { ...sync, messages: [bens(208), messageRow(209, { senderId: anna }), bens(210)] });
  if (!later) throw new Error('nothing was synced');
  const { messages, count } = cameBetween(stateWith([known]), stateWith([later]), chatId);
  expect(messages.map(({ seq }) => seq)).toEqual([208, 210]);
  expect(count).toBe(199);
});
