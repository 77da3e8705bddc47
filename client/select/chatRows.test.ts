import { expect, test } from 'vitest';
import { plainSetting } from '../../shared/chat.ts';
import type { Agent } from '../../shared/contact.ts';
import { anna, ben, chatId, chatRow, memberRow, messageRow, uuid } from '../../shared/testing/rows.ts';
import { chatWith, coder, outgoing, stateWith } from '../testing/state.ts';
import { selectChatRow, selectChatRows, selectUnreadTotal } from './chatRows.ts';

const direct = chatWith({
  chat: chatRow({ id: uuid(2), kind: 'direct', title: '', createdAt: 10 }),
  members: [memberRow(anna), memberRow(ben)],
});

test('newest first, by what happened last', () => {
  const early = chatWith({ messages: [messageRow(1, { createdAt: 100 })] });
  const state = stateWith([direct, early]);
  expect(selectChatRows(state).map((row) => row.chatId)).toEqual([chatId, uuid(2)]);
  const waiting = { [uuid(2)]: [outgoing(uuid(9), { chatId: uuid(2), createdAt: 200 })] };
  expect(selectChatRows({ ...state, outbox: waiting }).map((row) => row.chatId)).toEqual([uuid(2), chatId]);
});

test('a direct chat is named after the other contact', () => {
  expect(selectChatRow(stateWith([direct]), uuid(2))).toMatchObject({
    title: 'Ben Bär',
    contact: { kind: 'user', id: ben },
    last: null,
    at: 10,
  });
  expect(selectChatRow(stateWith([chatWith()]), chatId)).toMatchObject({ title: 'Bees', contact: null });
});

test('says what came last, what is unread and who is at work', () => {
  const messages = [
    messageRow(1, { senderId: ben, mentions: [anna] }),
    messageRow(2, { senderId: 'coder', senderKind: 'agent', status: 'streaming', text: '' }),
  ];
  const state = stateWith([chatWith({ messages })], {
    typing: { [chatId]: [ben] },
    settings: { [chatId]: { chatId, ...plainSetting, draft: 'well' } },
  });
  expect(selectChatRow(state, chatId)).toMatchObject({
    last: { kind: 'message', message: messages[1], own: false, sender: { kind: 'agent', name: 'Coder' }, tick: null },
    unread: 2,
    mentioned: true,
    draft: 'well',
    typing: [ben],
    working: ['coder'],
  });
  expect(selectUnreadTotal(state)).toBe(2);
});

test('a chat that was left is not in the list', () => {
  const settings = { [chatId]: { chatId, ...plainSetting, member: false } };
  expect(selectChatRows(stateWith([chatWith()], { settings }))).toEqual([]);
});

test('of very many chats only those that change are looked at again', () => {
  let looks = 0;
  const chats = Array.from({ length: 700 }, (_, i) => {
    const chat = chatWith({ chat: chatRow({ id: uuid(0x5000 + i) }), messages: [messageRow(1)] });
    // A row is made from the members; the list alone does not look at them.
    const { members } = chat;
    Object.defineProperty(chat, 'members', {
      enumerable: true,
      get: () => {
        looks++;
        return members;
      },
    });
    return chat;
  });
  const state = stateWith(chats);
  const before = selectChatRows(state);
  const looksOfOne = looks / chats.length;
  looks = 0;
  expect(selectChatRows({ ...state, live: { [uuid(5)]: { epoch: 0, text: 'x' } } })).toBe(before);
  expect(looks).toBe(0);
  const typing = { [uuid(0x5000 + 300)]: [ben] };
  const after = selectChatRows({ ...state, typing });
  expect(looks).toBeGreaterThan(0);
  expect(looks).toBeLessThanOrEqual(looksOfOne);
  expect(after.filter((row, at) => row !== before[at]).map((row) => row.chatId)).toEqual([uuid(0x5000 + 300)]);
});

test('rows and list stay the same while nothing in them changed', () => {
  const state = stateWith([chatWith({ messages: [messageRow(1)] }), direct]);
  const before = selectChatRows(state);
  const streamed = { ...state, live: { [uuid(5)]: { epoch: 0, text: 'x' } }, steps: { [uuid(5)]: 'writing' as const } };
  expect(selectChatRows(streamed)).toBe(before);
  const typing = selectChatRows({ ...state, typing: { [chatId]: [ben] } });
  expect(typing).not.toBe(before);
  expect(typing.find((row) => row.chatId === uuid(2))).toBe(before.find((row) => row.chatId === uuid(2)));
});

test('a trial is in no list, nor is what an agent was deleted from before it wrote', () => {
  const withAgent = (own: Partial<NonNullable<Agent['own']>>, wrote = false) => {
    const chat = chatWith({
      chat: chatRow({ id: uuid(2), kind: 'direct', title: '' }),
      members: [memberRow(anna), memberRow('coder', { kind: 'agent' })],
      messages: wrote ? [messageRow(1, { chatId: uuid(2) })] : [],
    });
    const state = stateWith([chat]);
    const agents = [{ ...coder, own: { by: anna, shared: false, archived: false, ...own } }];
    return selectChatRows({ ...state, workspace: state.workspace && { ...state.workspace, agents } }).length;
  };
  expect(withAgent({})).toBe(1);
  expect(withAgent({ trial: true }, true)).toBe(0);
  expect(withAgent({ archived: true })).toBe(0);
  expect(withAgent({ archived: true }, true)).toBe(1);
});
