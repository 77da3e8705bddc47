import { describe, expect, test } from 'vitest';
import { checkHistory, type Ending, type Row, type Violation } from './testing/check.ts';
import type { Entry } from './testing/record.ts';

const chatId = 'bees';

function rows(...texts: string[]): Row[] {
  return texts.map((text, at) => ({ id: `id-${text}`, seq: at + 1, text }));
}

function sent(text: string, device = 'phone'): Entry {
  return { kind: 'sent', device, chatId, messageId: `id-${text}`, text };
}

function acknowledged(text: string): Entry {
  return { kind: 'acknowledged', device: 'phone', chatId, messageId: `id-${text}` };
}

function arrived(text: string, seq: number): Entry {
  return { kind: 'arrived', device: 'laptop', chatId, messageId: `id-${text}`, seq, text };
}

const entries = [sent('a'), acknowledged('a'), sent('b'), arrived('a', 1), arrived('b', 2), acknowledged('b')];
const history = { [chatId]: rows('a', 'b') };
const views = [{ device: 'laptop', chatId, rows: rows('a', 'b') }];

describe('a history', () => {
  test('in which everything is as it was seen has no faults', () => {
    expect(checkHistory(entries, { history, views })).toEqual([]);
    expect(checkHistory([sent('c')], { history: { [chatId]: rows('c', 'd') }, views: [] })).toEqual([]);
  });

  test.each<[string, readonly Entry[], Partial<Ending>, Violation[]]>([
    [
      'an acknowledged message is not there',
      [sent('a'), sent('b'), sent('c'), acknowledged('c')],
      {},
      [
        { kind: 'stuck', messageId: 'id-c' },
        { kind: 'lost', messageId: 'id-c' },
      ],
    ],
    ['a sent message never comes', [...entries, sent('c')], {}, [{ kind: 'stuck', messageId: 'id-c' }]],
    [
      'one is there twice under two ids',
      entries,
      { history: { [chatId]: [...rows('a', 'b'), { id: 'other', seq: 3, text: 'b' }] }, views: [] },
      [{ kind: 'twice', text: 'b' }],
    ],
    [
      'one is there twice under one id',
      [],
      { history: { [chatId]: [...rows('a'), { id: 'id-a', seq: 2, text: 'A' }] }, views: [] },
      [{ kind: 'twice', text: 'A' }],
    ],
    [
      'a text is another one',
      [sent('a')],
      { history: { [chatId]: [{ id: 'id-a', seq: 1, text: 'x' }] }, views: [] },
      [{ kind: 'altered', messageId: 'id-a' }],
    ],
    [
      'something was shown that is not there',
      [arrived('c', 3)],
      {},
      [{ kind: 'phantom', device: 'laptop', messageId: 'id-c' }],
    ],
    ['something was shown elsewhere', [arrived('b', 1)], {}, [{ kind: 'moved', device: 'laptop', messageId: 'id-b' }]],
    [
      'a seq is left out',
      [],
      { history: { [chatId]: [...rows('a'), { id: 'id-b', seq: 3, text: 'b' }] }, views: [] },
      [{ kind: 'gap', chatId, at: 2 }],
    ],
    [
      'what was sent later stands earlier',
      [sent('b'), sent('a')],
      {},
      [{ kind: 'disorder', device: 'phone', messageId: 'id-a' }],
    ],
    [
      'a device does not know all',
      [],
      { views: [{ device: 'laptop', chatId, rows: rows('a') }] },
      [{ kind: 'diverged', device: 'laptop', chatId }],
    ],
    [
      'a device has another order',
      [],
      { views: [{ device: 'laptop', chatId, rows: rows('b', 'a') }] },
      [{ kind: 'diverged', device: 'laptop', chatId }],
    ],
  ])('in which %s is found out', (_, recorded, ending, violations) => {
    expect(checkHistory(recorded, { history, views, ...ending })).toEqual(violations);
  });

  test('of two devices may mix what they sent', () => {
    const mixed = [sent('b', 'laptop'), sent('a', 'phone')];
    expect(checkHistory(mixed, { history, views })).toEqual([]);
  });
});
