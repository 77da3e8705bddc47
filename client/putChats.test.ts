import { describe, expect, test } from 'vitest';
import { plainSetting } from '../shared/chat.ts';
import { anna, ben, chatId, messageRow, uuid } from '../shared/testing/rows.ts';
import { dropChats, HELD, leaveChat, putChats, putSettings, SLACK } from './putChats.ts';
import { chatWith, outgoing, stateWith } from './testing/state.ts';

const answer = messageRow(1, { senderId: 'coder', senderKind: 'agent', status: 'streaming', text: '', epoch: 1 });
const writing = stateWith([chatWith({ messages: [answer] })], {
  live: { [answer.id]: { epoch: 1, text: 'so far' }, [uuid(5)]: { epoch: 0, text: 'another' } },
  steps: { [answer.id]: 'using' },
  stepTools: { [answer.id]: [{ key: 'a', tool: 'search_web', share: null, what: '' }] },
});

function finished(changes: Partial<typeof answer>) {
  return putChats(writing, [chatWith({ messages: [{ ...answer, version: 9, ...changes }] })]);
}

describe('an answer', () => {
  test('that ended loses its streamed text in the same step', () => {
    expect(finished({ status: 'complete', text: 'so far.' })).toMatchObject({
      live: { [uuid(5)]: { epoch: 0, text: 'another' } },
      steps: {},
      stepTools: {},
    });
  });

  test('that goes on keeps it', () => {
    expect(finished({})).not.toHaveProperty('live');
  });

  test('that was begun anew keeps the text of the newer epoch', () => {
    expect(finished({ status: 'failed', epoch: 0 })).not.toHaveProperty('live');
  });
});

test('what is stored leaves the outbox', () => {
  const state = stateWith([chatWith()], { outbox: { [chatId]: [outgoing(answer.id), outgoing(uuid(7))] } });
  expect(putChats(state, [chatWith({ messages: [answer] })]).outbox).toEqual({ [chatId]: [outgoing(uuid(7))] });
});

test('who has sent does not type any more', () => {
  const state = stateWith([chatWith()], { typing: { [chatId]: [ben, 'coder'] } });
  expect(putChats(state, [chatWith({ messages: [answer] })]).typing).toEqual({ [chatId]: [ben] });
});

test('an open chat that was not known gets its divider', () => {
  const state = stateWith([], { openChatId: chatId });
  expect(putChats(state, [chatWith({ messages: [answer] })]).dividerSeq).toBe(0);
  expect(putChats(state, [chatWith({ messages: [messageRow(1, { senderId: anna })] })]).dividerSeq).toBeNull();
});

test('a chat that was left goes from everywhere', () => {
  const state = stateWith([chatWith()], {
    outbox: { [chatId]: [outgoing(uuid(7))] },
    typing: { [chatId]: [ben] },
    anchors: { [chatId]: 3 },
  });
  const empty = { chats: {}, outbox: {}, typing: {}, anchors: {} };
  expect(putSettings(state, [{ chatId, ...plainSetting, member: false }])).toMatchObject(empty);
  expect(dropChats(state, [chatId])).toEqual(empty);
  expect(dropChats(state, [uuid(8)])).toEqual({});
});

describe('of a long thread', () => {
  const long = Array.from({ length: HELD + SLACK + 1 }, (_, i) => messageRow(i + 1));
  const chat = chatWith({ messages: long });
  const held = (more: Parameters<typeof stateWith>[1]) =>
    putChats(stateWith([chatWith()], more), [chat]).chats?.[chatId];

  test('what is furthest from where it is read is let go', () => {
    expect(held({})?.stretches).toEqual([{ from: SLACK + 2, to: HELD + SLACK + 1 }]);
    expect(held({ anchors: { [chatId]: 1 } })?.stretches[0]).toEqual({ from: 1, to: HELD });
  });

  test('a little more is held before anything is', () => {
    const little = chatWith({ messages: long.slice(1) });
    expect(putChats(stateWith([chatWith()]), [little]).chats?.[chatId]).toBe(little);
  });

  test('nothing is while a page is on its way', () => {
    expect(held({ fetching: { [chatId]: 'older' } })).toBe(chat);
  });

  test('what a waiting message replies to stays', () => {
    const outbox = { [chatId]: [outgoing(uuid(7), { replyTo: uuid(0x1003) })] };
    expect(held({ outbox })?.stretches[0]).toEqual({ from: 3, to: 3 });
  });

  test('little stays of a chat that is left, at its newest', () => {
    const left = leaveChat(stateWith([chat], { anchors: { [chatId]: 4 } }), chatId);
    expect(left.anchors).toEqual({});
    expect(left.chats[chatId]?.stretches).toEqual([{ from: HELD + SLACK - 298, to: HELD + SLACK + 1 }]);
  });
});
