import { expect, test } from 'vitest';
import { type ChatSetting, plainSetting } from '../../shared/chat.ts';
import { defaultPreferences } from '../../shared/preferences.ts';
import { anna, ben, chatId, messageRow, runRow, uuid } from '../../shared/testing/rows.ts';
import type { Message } from '../../shared/message.ts';
import type { ClientState } from '../state.ts';
import { chatWith, stateWith } from '../testing/state.ts';
import { newsBetween } from './news.ts';

const NOW = 1_000_000;
const first = messageRow(1);

/** Anna's client, before and after these came. */
function news(came: Message[], more: Partial<ClientState> = {}, how = { at: NOW, visible: true }) {
  const before = stateWith([chatWith({ messages: [first] })], more);
  const now = stateWith([chatWith({ messages: [first, ...came], runs: [runRow(1)] })], more);
  return newsBetween(before, now, how).map(({ message, occasion }) => [message.seq, occasion]);
}

const bens = (changes: Partial<Message> = {}) => messageRow(2, { senderId: ben, createdAt: NOW - 1000, ...changes });
const setting = (changes: Partial<ChatSetting>) => ({
  settings: { [chatId]: { ...plainSetting, chatId, ...changes } },
});

test('what somebody else has just written is news', () => {
  expect(news([bens()])).toEqual([[2, 'message']]);
  expect(news([bens({ mentions: [anna] })])).toEqual([[2, 'mention']]);
  expect(news([bens({ mentions: ['all'] })])).toEqual([[2, 'mention']]);
  expect(news([bens({ replyTo: first.id })])).toEqual([[2, 'reply']]);
});

test('what is one’s own, deleted, old or already read is none', () => {
  expect(news([bens({ senderId: anna })])).toEqual([]);
  expect(news([bens({ deletedAt: NOW })])).toEqual([]);
  expect(news([bens({ createdAt: NOW - 31_000 })])).toEqual([]);
  const before = stateWith([chatWith({ messages: [first] })]);
  const read = [{ contactId: anna, delivered: 2, read: 2 }];
  const now = stateWith([chatWith({ messages: [first, bens()], receipts: read })]);
  expect(newsBetween(before, now, { at: NOW, visible: true })).toEqual([]);
});

test('a change of what was there is none, nor a chat that has just become known', () => {
  const state = (changes: Partial<Message>) => stateWith([chatWith({ messages: [{ ...bens(), ...changes }] })]);
  expect(newsBetween(state({}), state({ version: 9, editedAt: NOW }), { at: NOW, visible: true })).toEqual([]);
  expect(newsBetween(stateWith([]), state({}), { at: NOW, visible: true })).toEqual([]);
  expect(newsBetween({ ...state({}), loaded: false }, state({}), { at: NOW, visible: true })).toEqual([]);
});

test('the chat that is looked at says it itself', () => {
  expect(news([bens()], { openChatId: chatId })).toEqual([]);
  expect(news([bens()], { openChatId: chatId }, { at: NOW, visible: false })).toEqual([[2, 'message']]);
  expect(news([bens()], { openChatId: uuid(77) })).toEqual([[2, 'message']]);
});

test('the person’s settings hold', () => {
  expect(news([bens()], setting({ notify: 'mentions' }))).toEqual([]);
  expect(news([bens({ mentions: [anna] })], setting({ notify: 'mentions' }))).toEqual([[2, 'mention']]);
  expect(news([bens({ mentions: [anna] })], setting({ mutedUntil: NOW + 1 }))).toEqual([]);
  expect(news([bens()], setting({ archived: true }))).toEqual([]);
  expect(news([bens()], { preferences: { ...defaultPreferences, blocked: [ben] } })).toEqual([]);
});

test('an agent’s answer is news when it is done, to who asked for it', () => {
  const answer = messageRow(2, { senderId: 'coder', senderKind: 'agent', runId: runRow(1).id, status: 'streaming' });
  expect(news([answer])).toEqual([]);
  const ended = (changes: Partial<Message>, askedBy = anna) => {
    const runs = [runRow(1, { askedBy })];
    const before = stateWith([chatWith({ messages: [first, answer], runs })]);
    const now = stateWith([chatWith({ messages: [first, { ...answer, version: 9, ...changes }], runs })]);
    return newsBetween(before, now, { at: NOW, visible: true }).map(({ occasion }) => occasion);
  };
  expect(ended({ status: 'complete' })).toEqual(['answer']);
  expect(ended({ status: 'failed' })).toEqual(['answer']);
  expect(ended({ status: 'stopped' })).toEqual([]);
  expect(ended({ status: 'complete' }, ben)).toEqual([]);
});
