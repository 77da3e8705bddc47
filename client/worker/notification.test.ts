import { describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { type Notice, NoticeKind } from '../../shared/notice.ts';
import { limitNotificationOf, type NotificationData, notificationOf, notSentOf, tagOf } from './notification.ts';
import { words } from './words.ts';

const chatId = newId();

function notice(part: Partial<Notice> = {}): Notice {
  return {
    ...{ kind: 'notice', locale: 'en', chatId, occasion: 'message', count: 1, seq: 7, alert: true },
    ...{ unread: 3, cleared: [], at: 1_000 },
    said: { title: 'Bees', direct: false, items: [item('1', 'Hello')] },
    ...part,
  };
}

const item = (id: string, text: string, from = 'Ada') => ({ id, from, text });

const made = (part: Partial<Notice> = {}, before?: NotificationData, reply = false) =>
  notificationOf(notice(part), before, { reply });

test('says who wrote what where', () => {
  const { title, options } = made();
  expect(title).toBe('Bees');
  expect(options).toMatchObject({ body: 'Ada: Hello', tag: tagOf(chatId), renotify: true, silent: false, lang: 'en' });
  expect(options.data).toMatchObject({ chatId, seq: 7 });
});

test('names who wrote only where there are several', () => {
  const { title, options } = made({ said: { title: 'Ada', direct: true, items: [item('1', 'Hello')] } });
  expect([title, options.body]).toEqual(['Ada', 'Hello']);
});

test('grows from the one before, and says how many there are', () => {
  const first = made({ count: 1 });
  const second = made(
    { count: 2, alert: false, said: { title: 'Bees', direct: false, items: [item('2', 'Hi', 'Bob')] } },
    first.options.data as NotificationData,
  );
  expect(second.title).toBe('Bees (2)');
  expect(second.options).toMatchObject({ body: 'Ada: Hello\nBob: Hi', renotify: false, silent: true });
});

test('shows the last ones only, none twice, and none that is read', () => {
  const items = ['1', '2', '3', '4'].map((id) => item(id, id));
  const before: NotificationData = { chatId, seq: 4, locale: 'en', items };
  const next = { title: 'Bees', direct: true, items: [item('4', 'edited'), item('5', '5')] };
  expect(made({ count: 5, said: next }, before).options.body).toBe('2\n3\nedited\n5');
  expect(made({ count: 2, said: next }, before).options.body).toBe('edited\n5');
});

test('says nothing of what is private', () => {
  const { title, options } = made({ said: undefined, count: 3 });
  expect([title, options.body]).toEqual(['Waggle', '3 new messages']);
  expect(options.actions?.map(({ action }) => action)).toEqual(['read']);
  expect(made({ said: undefined, locale: 'de' }).options.body).toBe('Neue Nachricht');
});

test('a new group has nothing to answer', () => {
  const { title, options } = made({ occasion: 'added', said: { title: 'Bees', direct: false, items: [] } });
  expect([title, options.body, options.actions]).toEqual(['Bees', 'You were added to this group.', []]);
});

test('offers a reply where the browser can take one', () => {
  expect(made({}, undefined, true).options.actions?.map(({ action, type }) => [action, type])).toEqual([
    ['reply', 'text'],
    ['read', undefined],
  ]);
  expect(made({}, undefined, true).options.actions?.[0]?.title).toBe('Reply');
});

test('says that most of a limit is spent, with the sums where they may be said', () => {
  const limit = { kind: 'limit', locale: 'en', of: 'chat', window: 'day' } as const;
  const { title, options } = limitNotificationOf(limit);
  expect([title, options.body]).toEqual(['Spending limit', 'Most of what a chat may spend today is spent.']);
  const german = { ...limit, locale: 'de', sums: { spentMicros: 9_000_000, limitMicros: 10_000_000 } } as const;
  expect(limitNotificationOf(german).options.body).toMatch(/fast aufgebraucht\. 9,00\s\$ von 10,00\s\$\.$/u);
});

test('says that a reply did not get away, in the same place', () => {
  const { options } = notSentOf({ chatId, seq: 1, locale: 'de', items: [] });
  expect(options).toMatchObject({ tag: tagOf(chatId), lang: 'de' });
  expect(options.body).toContain('nicht gesendet');
});

describe.each(['en', 'de'] as const)('in %s', (locale) => {
  test.each(NoticeKind.options)('%s has a name', (kind) => {
    const said = { title: 'Bees', direct: true, items: [{ id: '1', from: 'Ada', text: '', kind }] };
    expect(made({ locale, said }).options.body).toBe(words[locale].kind[kind]);
    const withText = { ...said, items: [{ id: '1', from: 'Ada', text: 'Look', kind }] };
    const between = kind === 'chart' ? ': ' : ' · ';
    expect(made({ locale, said: withText }).options.body).toBe(`${words[locale].kind[kind]}${between}Look`);
  });
});

test.each([
  ['en', 'Chart: Sales · Up.'],
  ['de', 'Diagramm: Sales · Up.'],
] as const)('names a chart before what it shows, in %s', (locale, body) => {
  const said = { title: 'Ada', direct: true, items: [{ ...item('1', 'Sales · Up.'), kind: 'chart' as const }] };
  expect(made({ locale, said }).options.body).toBe(body);
});
