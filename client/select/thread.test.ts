import { expect, test } from 'vitest';
import { applyChange, trimChat } from '../../shared/chatStateApply.ts';
import { anna, ben, chatId, messageRow, runRow, uuid } from '../../shared/testing/rows.ts';
import type { ClientState } from '../state.ts';
import { chatWith, outgoing, stateWith } from '../testing/state.ts';
import { selectText, selectThread, type ThreadItem } from './thread.ts';

const noon = new Date(2026, 10, 20, 12).getTime();
const at = (seconds: number): number => noon + seconds * 1000;

function items(state: ClientState): readonly ThreadItem[] {
  return selectThread(state, chatId).items;
}

/** Each line in short: day, unread, or the message with its place in its group. */
function lines(state: ClientState): string[] {
  return items(state).map((item) => {
    switch (item.kind) {
      case 'day':
        return 'day';
      case 'unread':
        return `unread ${item.count}`;
      case 'message':
        return `${item.message.seq}${item.first ? ' first' : ''}${item.last ? ' last' : ''}`;
      case 'outgoing':
        return `out${item.first ? ' first' : ''}${item.last ? ' last' : ''}`;
    }
  });
}

test('groups messages of one sender within two minutes', () => {
  const messages = [
    messageRow(1, { senderId: ben, createdAt: at(0) }),
    messageRow(2, { senderId: ben, createdAt: at(120) }),
    messageRow(3, { senderId: ben, createdAt: at(241) }),
    messageRow(4, { createdAt: at(242) }),
  ];
  const waiting = { [chatId]: [outgoing(uuid(1), { createdAt: at(250) })] };
  expect(lines(stateWith([chatWith({ messages })], { outbox: waiting }))).toEqual([
    'day',
    '1 first',
    '2 last',
    '3 first last',
    '4 first',
    'out last',
  ]);
});

test('begins each day anew', () => {
  const midnight = new Date(2026, 10, 21).getTime();
  const messages = [
    messageRow(1, { senderId: ben, createdAt: midnight - 1000 }),
    messageRow(2, { senderId: ben, createdAt: midnight }),
  ];
  const state = stateWith([chatWith({ messages })]);
  expect(lines(state)).toEqual(['day', '1 first last', 'day', '2 first last']);
  expect(items(state).flatMap((item) => (item.kind === 'day' ? [item.at] : []))).toEqual([
    new Date(2026, 10, 20).getTime(),
    midnight,
  ]);
});

test('the unread divider stands before the first unseen message of others, in the open chat only', () => {
  const messages = [
    messageRow(1, { senderId: ben, createdAt: at(0) }),
    messageRow(2, { createdAt: at(1) }),
    messageRow(3, { senderId: ben, createdAt: at(2) }),
    messageRow(4, { senderId: ben, createdAt: at(3), deletedAt: 1 }),
  ];
  const chat = chatWith({ messages });
  const open = stateWith([chat], { openChatId: chatId, dividerSeq: 1 });
  expect(lines(open)).toEqual(['day', '1 first last', '2 first last', 'unread 1', '3 first', '4 last']);
  expect(lines({ ...open, openChatId: null })).not.toContain('unread 1');
});

test('the unread divider counts what is not loaded yet', () => {
  const messages = Array.from({ length: 10 }, (_, i) => messageRow(i + 1, { senderId: ben, createdAt: at(i) }));
  const state = stateWith([trimChat(chatWith({ messages }), 4)], { openChatId: chatId, dividerSeq: 2 });
  expect(lines(state)).toEqual(['day', 'unread 8', '7 first', '8', '9', '10 last']);
});

test('shows the stretch around the anchor, else the newest, and what lies beyond', () => {
  const messages = Array.from({ length: 10 }, (_, i) => messageRow(i + 1, { createdAt: at(i) }));
  const trimmed = trimChat(chatWith({ messages }), 3);
  const edited = applyChange(trimmed, {
    chatId,
    version: trimmed.version + 1,
    messages: [messageRow(4, { version: trimmed.version + 1 })],
  });
  const state = stateWith([edited.kind === 'applied' ? edited.state : trimmed], {
    outbox: { [chatId]: [outgoing(uuid(1), { createdAt: at(20) })] },
  });
  expect(lines(state)).toEqual(['day', '8 first', '9', '10', 'out last']);
  expect(selectThread(state, chatId)).toMatchObject({ hasOlder: true, hasNewer: false, lastSeq: 10 });
  const anchored = { ...state, anchors: { [chatId]: 4 } };
  expect(lines(anchored)).toEqual(['day', '4 first last']);
  expect(selectThread(anchored, chatId)).toMatchObject({ hasOlder: true, hasNewer: true });
  expect(lines({ ...state, anchors: { [chatId]: 6 } })).toEqual(lines(state));
});

test('a message keeps its key from the outbox into the chat', () => {
  const message = messageRow(1, { createdAt: at(0) });
  const before = items(stateWith([chatWith()], { outbox: { [chatId]: [outgoing(message.id)] } }));
  const after = items(stateWith([chatWith({ messages: [message] })], { outbox: { [chatId]: [outgoing(message.id)] } }));
  expect(before.at(-1)?.key).toBe(message.id);
  expect(after.map((item) => item.key).filter((key) => key === message.id)).toHaveLength(1);
});

test('nothing is made anew when nothing of it changed', () => {
  const messages = [messageRow(1, { createdAt: at(0) }), messageRow(2, { senderId: ben, createdAt: at(1) })];
  const chat = chatWith({ messages });
  const state = stateWith([chat]);
  const before = selectThread(state, chatId);
  expect(selectThread({ ...state, live: { [uuid(1)]: { epoch: 0, text: 'x' } }, online: {} }, chatId)).toBe(before);
  const version = chat.version + 1;
  const changed = applyChange(chat, {
    chatId,
    version,
    messages: [{ ...messageRow(3, { createdAt: at(2) }), version }],
  });
  if (changed.kind !== 'applied') throw new Error(changed.kind);
  const after = items({ ...state, chats: { [chatId]: changed.state } });
  expect(after.slice(0, 3)).toEqual(before.items);
  for (const [index, item] of before.items.entries()) expect(after[index]).toBe(item);
});

test('own messages have ticks, requests their runs', () => {
  const request = messageRow(1, { createdAt: at(0) });
  const run = runRow(1, { requestId: request.id });
  const receipts = [{ contactId: ben, delivered: 1, read: 0 }];
  const chat = chatWith({ messages: [request, messageRow(2, { senderId: ben })], runs: [run], receipts });
  const shown = items(stateWith([chat])).flatMap((item) => (item.kind === 'message' ? [item] : []));
  expect(shown.map(({ tick }) => tick)).toEqual(['delivered', null]);
  expect(shown[0]?.runs).toEqual([run]);
});

test('where only agents are, the tick says how far they are', () => {
  const request = messageRow(1);
  const alone = chatWith({ messages: [request] });
  const members = Object.fromEntries(Object.entries(alone.members).filter(([id]) => id !== ben));
  for (const [status, tick] of [
    ['deciding', 'accepted'],
    ['queued', 'accepted'],
    ['running', 'working'],
    ['done', 'done'],
    ['failed', 'done'],
    ['stopped', 'done'],
  ] as const) {
    const run = runRow(1, { requestId: request.id, status });
    const state = stateWith([{ ...alone, members, runs: { [run.id]: run } }]);
    expect(items(state).find((item) => item.kind === 'message')).toMatchObject({ tick });
  }
  expect(items(stateWith([{ ...alone, members }])).at(-1)).toMatchObject({ tick: 'sent' });
});

test('an unknown chat is empty', () => {
  expect(selectThread(stateWith([]), chatId)).toMatchObject({ items: [], hasOlder: false, hasNewer: false });
});

test.each([
  ['nothing streamed', undefined, 'row'],
  ['further than the row', { epoch: 1, text: 'row and more' }, 'row and more'],
  ['less far than the row', { epoch: 1, text: 'r' }, 'row'],
  ['of an older epoch', { epoch: 0, text: 'row and more' }, 'row'],
  ['of a newer epoch', { epoch: 2, text: '' }, ''],
])('the text is the newest known: %s', (_case, live, text) => {
  const message = messageRow(1, { status: 'streaming', epoch: 1, text: 'row', senderId: 'coder' });
  expect(selectText({ live: live ? { [message.id]: live } : {} }, message)).toBe(text);
});

test('a finished row wins over what was streamed in its epoch', () => {
  const message = messageRow(1, { status: 'complete', epoch: 1, text: 'row', senderId: anna });
  expect(selectText({ live: { [message.id]: { epoch: 1, text: 'row and more' } } }, message)).toBe('row');
});
