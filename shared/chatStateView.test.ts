import { describe, expect, test } from 'vitest';
import type { Member } from './chat.ts';
import type { ChatState } from './chatState.ts';
import { applyReceipts, applySync } from './chatStateApply.ts';
import {
  activeMembers,
  lastMessage,
  otherContact,
  readSeq,
  runsOf,
  streaming,
  ticks,
  unread,
  unreadMention,
} from './chatStateView.ts';
import type { Message } from './message.ts';
import { anna, ben, chatId, chatRow, cleo, memberRow, messageRow, runRow, uuid } from './testing/rows.ts';

function chatWith(messages: Message[], members: Member[] = [anna, ben, cleo, 'coder'].map((id) => memberRow(id))) {
  const state = applySync(undefined, {
    chatId,
    upTo: 100,
    limited: false,
    lastSeq: Math.max(0, ...messages.map((message) => message.seq)),
    chat: chatRow(),
    members,
    messages,
    runs: [],
    receipts: [],
    people: 3,
  });
  if (!state) throw new Error('nothing was synced');
  return state;
}

function reading(state: ChatState, contactId: string, delivered: number, read: number): ChatState {
  return applyReceipts(state, [{ contactId, delivered, read }]);
}

describe('unread', () => {
  const fromBen = (seq: number, changes: Partial<Message> = {}) => messageRow(seq, { senderId: ben, ...changes });

  test('counts what came after the watermark', () => {
    const state = chatWith([fromBen(1), fromBen(2), fromBen(3)]);
    expect(unread(state, anna)).toBe(3);
    expect(unread(reading(state, anna, 3, 2), anna)).toBe(1);
    expect(unread(reading(state, anna, 3, 3), anna)).toBe(0);
  });

  test('own messages mark read up to them', () => {
    const state = chatWith([fromBen(1), messageRow(2), fromBen(3)]);
    expect(readSeq(state, anna)).toBe(2);
    expect(unread(state, anna)).toBe(1);
  });

  test('a watermark further on than the own message wins', () => {
    const state = reading(chatWith([fromBen(1), messageRow(2), fromBen(3)]), anna, 3, 3);
    expect(readSeq(state, anna)).toBe(3);
  });

  test('deleted ones do not count, placeholders do', () => {
    const placeholder = messageRow(2, { senderId: 'coder', senderKind: 'agent', status: 'streaming', text: '' });
    expect(unread(chatWith([fromBen(1, { deletedAt: 5 }), placeholder]), anna)).toBe(1);
  });

  test('what is not known counts', () => {
    expect(unread({ ...chatWith([fromBen(9)]), lastSeq: 9 }, anna)).toBe(9);
  });

  test('is never below nothing', () => {
    expect(unread(reading(chatWith([fromBen(1)]), anna, 5, 5), anna)).toBe(0);
  });

  test('a mention counts until it is read, unless own, deleted or of an agent to all', () => {
    const mentioning = (changes: Partial<Message>) => chatWith([fromBen(1, changes)]);
    expect(unreadMention(mentioning({ mentions: [anna] }), anna)).toBe(true);
    expect(unreadMention(mentioning({ mentions: ['all'] }), anna)).toBe(true);
    expect(unreadMention(mentioning({ mentions: [cleo] }), anna)).toBe(false);
    expect(unreadMention(mentioning({ mentions: [anna], deletedAt: 1 }), anna)).toBe(false);
    expect(unreadMention(mentioning({ mentions: ['all'], senderKind: 'agent' }), anna)).toBe(false);
    expect(unreadMention(reading(mentioning({ mentions: [anna] }), anna, 1, 1), anna)).toBe(false);
  });
});

describe('ticks', () => {
  const message = messageRow(1);
  const state = chatWith([message]);

  test.each([
    [[0, 0], [0, 0], 'sent'],
    [[1, 0], [0, 0], 'sent'],
    [[1, 0], [1, 0], 'delivered'],
    [[1, 1], [1, 0], 'delivered'],
    [[1, 0], [1, 1], 'delivered'],
    [[1, 1], [1, 1], 'read'],
    [[1, 1], [0, 0], 'sent'],
  ] as const)('ben %j, cleo %j → %s', (ofBen, ofCleo, expected) => {
    const marked = reading(reading(state, ben, ofBen[0], ofBen[1]), cleo, ofCleo[0], ofCleo[1]);
    expect(ticks(marked, message)).toBe(expected);
  });

  test('agents do not count, and with nobody else it stays sent', () => {
    expect(ticks(chatWith([message], [memberRow(anna), memberRow('coder')]), message)).toBe('sent');
  });

  test('who left or joined later does not count', () => {
    const members = [
      memberRow(anna),
      memberRow(ben),
      memberRow(cleo, { leftAt: 5 }),
      memberRow(uuid(7), { joinedAt: 9999 }),
    ];
    expect(ticks(reading(chatWith([message], members), ben, 1, 1), message)).toBe('read');
  });

  test('among many people the floor decides, and it never falls', () => {
    const many = { ...state, people: 51 };
    expect(ticks(reading(reading(many, ben, 1, 1), cleo, 1, 1), message)).toBe('sent');
    const delivered = applyReceipts(many, [], { delivered: 1, read: 0 });
    expect(ticks(delivered, message)).toBe('delivered');
    const read = applyReceipts(delivered, [], { delivered: 1, read: 1 });
    expect(ticks(read, message)).toBe('read');
    expect(applyReceipts(read, [], { delivered: 0, read: 0 })).toBe(read);
  });
});

describe('others', () => {
  test('members in the order they joined, without those who left', () => {
    const members = [memberRow(cleo, { joinedAt: 3 }), memberRow(ben, { leftAt: 5 }), memberRow(anna, { joinedAt: 1 })];
    expect(activeMembers(chatWith([], members)).map((member) => member.contactId)).toEqual([anna, cleo]);
  });

  test('the other contact of a direct chat, also when they left; nobody in a group', () => {
    const group = chatWith([], [memberRow(anna), memberRow(ben, { leftAt: 5 })]);
    expect(otherContact(group, anna)).toBeNull();
    expect(otherContact({ ...group, chat: chatRow({ kind: 'direct' }) }, anna)?.contactId).toBe(ben);
  });

  test('the last message and those being written', () => {
    expect(lastMessage(chatWith([]))).toBeNull();
    const written = messageRow(2, { status: 'streaming' });
    const state = chatWith([messageRow(1), written]);
    expect(lastMessage(state)).toEqual(written);
    expect(streaming(state)).toEqual([written]);
    expect(streaming(state)).toBe(streaming(state));
  });

  test('the runs of a request, oldest first', () => {
    const request = messageRow(1).id;
    const [first, second] = [runRow(1, { requestId: request }), runRow(2, { requestId: request })];
    const state = { ...chatWith([messageRow(1)]), runs: { [second.id]: second, [first.id]: first } };
    expect(runsOf(state, request)).toEqual([first, second]);
    expect(runsOf(state, uuid(5))).toEqual([]);
  });
});
