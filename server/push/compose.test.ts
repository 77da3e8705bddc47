import { describe, expect, test } from 'vitest';
import type { Chart } from '../../shared/chart.ts';
import { plainSetting } from '../../shared/chat.ts';
import { newId } from '../../shared/ids.ts';
import type { Notice } from '../../shared/notice.ts';
import { defaultPreferences } from '../../shared/preferences.ts';
import type { NoticedChat, NoticedMessage, NoticedPerson } from '../store/pushReads.ts';
import { compose, encode, occasionOf } from './compose.ts';

const chatId = newId();

function message(seq: number, part: Partial<NoticedMessage> = {}): NoticedMessage {
  return {
    ...({
      id: `m${seq}`,
      seq,
      senderId: 'bob',
      senderKind: 'user',
      text: `Message ${seq}`,
      status: 'complete',
    } as const),
    ...{ mentions: [], extras: {}, repliedTo: null, askedBy: null },
    ...part,
  };
}

function person(part: Partial<NoticedPerson> = {}): NoticedPerson {
  const { chatId: _chatId, ...setting } = { ...plainSetting, chatId };
  const counts = { read: 0, unread: 1, unreadTotal: 5 };
  return { userId: 'ada', role: 'member', ...counts, setting, preferences: defaultPreferences, ...part };
}

function told(part: Partial<NoticedChat>, added: string[] = [], shown: string[] = []) {
  const chat: NoticedChat = {
    ...({ kind: 'group', title: 'Bees', createdBy: 'bob', lastSeq: 9, messages: [], people: [person()] } as const),
    ...{ contactIds: [], names: new Map([['bob', 'Bob']]) },
    ...part,
  };
  const agentName = (id: string) => (id === 'coder' ? 'Coder' : undefined);
  return compose(chatId, chat, { now: 1000, isShown: (id) => shown.includes(id), agentName, added: new Set(added) });
}

test('says what was written, the last lines only', () => {
  const messages = [1, 2, 3, 4, 5, 6].map((seq) => message(seq));
  const [one] = told({ messages, people: [person({ unread: 8 })] });
  expect(one).toMatchObject({ userId: 'ada', count: 8, seq: 6, unread: 5, occasion: 'message', isFirst: false });
  expect(one?.said?.items.map(({ text }) => text)).toEqual(['Message 3', 'Message 4', 'Message 5', 'Message 6']);
});

test('a direct chat goes by the name of the other one', () => {
  const direct = { kind: 'direct', title: '', contactIds: ['ada', 'bob'], messages: [message(1)] } as const;
  expect(told({ ...direct, contactIds: [...direct.contactIds], messages: [...direct.messages] })).toMatchObject([
    { direct: true, said: { title: 'Bob', direct: true } },
  ]);
});

test('where only some is told of, only that is counted', () => {
  const setting = { ...plainSetting, notify: 'mentions' as const };
  const messages = [message(1), message(2, { mentions: ['ada'] })];
  expect(told({ messages, people: [person({ unread: 40, setting })] })).toMatchObject([
    { count: 1, occasion: 'mention', said: { items: [{ id: 'm2' }] } },
  ]);
});

test('who looks, who wrote and who has read it is not told', () => {
  const people = [person(), person({ userId: 'bob' }), person({ userId: 'cat', read: 1 })];
  expect(told({ messages: [message(1)], people }, [], ['ada'])).toEqual([]);
});

test('who was added is told once, unless they made the group or it is a direct chat', () => {
  expect(told({ people: [person({ unread: 0 })] }, ['ada'])).toMatchObject([
    { occasion: 'added', count: 0, said: { items: [] } },
  ]);
  expect(told({ createdBy: 'ada' }, ['ada'])).toEqual([]);
  expect(told({ kind: 'direct' }, ['ada'])).toEqual([]);
  expect(told({ messages: [message(1)] }, ['ada'])).toMatchObject([{ occasion: 'added', said: { items: [{}] } }]);
});

test('private means without names and texts', () => {
  const preferences = { ...defaultPreferences, pushText: false };
  const [one] = told({ messages: [message(1)], people: [person({ preferences })] });
  expect(one).not.toHaveProperty('said');
});

test('what came with a message is named', () => {
  const file = { fileId: newId(), name: 'a.png', mime: 'image/png', size: 1, kind: 'image' } as const;
  const picture = { ...file, width: 1, height: 1, durationMs: null, waveform: null, transcript: null };
  const poll = { choices: [], several: false, closedAt: null };
  const chart: Chart = { ...{ title: 'Sales', kind: 'bar', unit: '', xTitle: '', yTitle: '' }, labels: [], series: [] };
  const messages = [
    message(1, { text: '', extras: { attachments: [picture] } }),
    message(2, { extras: { poll } }),
    message(4, { text: '**Up**.', extras: { charts: [chart] } }),
    message(3, { senderId: 'coder', senderKind: 'agent', askedBy: 'ada', status: 'failed', text: '' }),
  ];
  const [one] = told({ messages });
  expect(one?.said?.items.map(({ from, kind }) => [from, kind])).toEqual([
    ['Bob', 'image'],
    ['Bob', 'poll'],
    ['Bob', 'chart'],
    ['Coder', 'failed'],
  ]);
  expect(one?.said?.items[2]?.text).toBe('Sales · Up.');
});

describe('an agent’s answer', () => {
  const answer = (part: Partial<NoticedMessage>) =>
    occasionOf(message(1, { senderId: 'coder', senderKind: 'agent', askedBy: 'ada', ...part }), person(), 'group');

  test('concerns who asked, once it is done', () => {
    expect(answer({})).toBe('answer');
    expect(answer({ status: 'cut' })).toBe('answer');
    expect(answer({ status: 'streaming' })).toBeUndefined();
    expect(answer({ status: 'stopped' })).toBeUndefined();
    expect(answer({ askedBy: 'bob', mentions: ['ada'] })).toBeUndefined();
  });
});

describe('what is encrypted', () => {
  const notice: Notice = {
    ...({ kind: 'notice', locale: 'en', chatId, occasion: 'message', count: 4, seq: 4, alert: true } as const),
    ...{ unread: 4, cleared: [], at: 0 },
    said: { title: 'x'.repeat(100), direct: false, items: [] },
  };
  const items = (text: string) =>
    ['1', '2', '3', '4'].map((id) => ({ id: `${newId()}${id}`, from: '蜂'.repeat(80), text }));

  test.each([
    ['long lines', items('x'.repeat(160)), []],
    ['lines of long letters', items('蜜'.repeat(160)), []],
    ['lines that JSON makes longer', items('"'.repeat(160)), []],
    ['halves of letters', items('\ud83d'.repeat(160)), []],
    ['much that was read', items('x'), Array.from({ length: 200 }, () => newId())],
  ])('fits, and keeps the newest: %s', (_what, lines, cleared) => {
    const text = encode({ ...notice, cleared, said: { title: '蜂'.repeat(100), direct: false, items: lines } });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(3_500);
    const kept = (JSON.parse(text) as Notice).said?.items ?? [];
    expect(kept.at(-1)?.id).toBe(lines.at(-1)?.id);
  });
});

test('who asked an agent is told what it asks back', () => {
  const extras = { question: { askedOf: 'ada', choices: ['Red'] } };
  const asking = message(3, { senderId: 'coder', senderKind: 'agent', text: 'Which?', extras, askedBy: 'ada' });
  expect(told({ messages: [asking], people: [person({})] })).toMatchObject([
    { occasion: 'asks', said: { items: [{ from: 'Coder', text: 'Which?' }] } },
  ]);
});

test('those whose yes an agent waits for are told, even where they had seen that it works', () => {
  const approval = { hash: 'h', tainted: false, expiresAt: 1, decision: null };
  const card = { key: 'k', tool: 't', input: '', result: '', failure: null, startedAt: 0, endedAt: null, approval };
  const extras = { cards: [{ ...card, state: 'waiting' as const }] };
  const asking = message(3, { senderId: 'coder', senderKind: 'agent', status: 'streaming', text: '', extras });
  const seen = person({ read: 3, preferences: { ...defaultPreferences, pushAgents: false } });
  expect(told({ messages: [{ ...asking, askedBy: 'ada' }], people: [seen] })).toMatchObject([
    { occasion: 'asks', said: { items: [{ from: 'Coder', kind: 'asks' }] } },
  ]);
  const other = { ...asking, askedBy: 'bob' };
  expect(told({ messages: [other], people: [seen] })).toEqual([]);
  expect(told({ messages: [other], people: [{ ...seen, role: 'admin' }] })).toMatchObject([{ occasion: 'asks' }]);
  expect(told({ kind: 'direct', messages: [other], people: [seen] })).toMatchObject([{ occasion: 'asks' }]);
  const votes = { ...approval, terms: { requester: false, admin: false, either: false, people: 2 }, votes: ['ada'] };
  const voted = { ...other, extras: { cards: [{ ...card, state: 'waiting' as const, approval: votes }] } };
  expect(told({ messages: [voted], people: [seen, { ...seen, userId: 'cleo' }] })).toMatchObject([{ userId: 'cleo' }]);
});
