import { beforeEach, expect, test } from 'vitest';
import { LiveBoard, sliceOf } from './liveBoard.ts';

let board: LiveBoard;
beforeEach(() => {
  board = new LiveBoard();
});

const delta = (epoch: number, offset: number, text: string) => ({ chatId: 'c', messageId: 'm', epoch, offset, text });

test('deltas put a text together; repeats change nothing, holes are named', () => {
  expect(board.apply(delta(0, 0, 'Hel'))).toBe(true);
  expect(board.apply(delta(0, 2, 'llo'))).toBe(true);
  expect(board.apply(delta(0, 0, 'Hel'))).toBe(true);
  expect(board.apply(delta(0, 9, '!'))).toBe(false);
  expect(board.get('m')?.text).toBe('Hello');
});

test('a later epoch replaces, an older one is ignored', () => {
  board.apply(delta(1, 0, 'new'));
  expect(board.apply(delta(0, 0, 'old and longer'))).toBe(true);
  expect(board.get('m')?.text).toBe('new');
  expect(board.apply(delta(2, 3, 'x'))).toBe(false);
  board.apply(delta(2, 0, 'newest'));
  expect(board.get('m')).toMatchObject({ epoch: 2, text: 'newest' });
});

test('an end forgets its own epoch and is remembered; a later epoch stays', () => {
  board.apply(delta(1, 0, 'x'));
  board.drop('m', 0);
  expect(board.get('m')?.text).toBe('x');
  board.drop('m', 1);
  expect(board.get('m')).toBeUndefined();
  expect(board.ofChat('c')).toEqual([]);
  expect([board.isOver('m', 1), board.isOver('m', 2), board.isOver('n', 0)]).toEqual([true, false, false]);
});

test('tell gives what was not told yet', () => {
  board.put({ chatId: 'c', messageId: 'm', epoch: 0, text: 'ab' });
  expect(board.tell('m')).toEqual(delta(0, 0, 'ab'));
  board.append('m', 0, 'c');
  expect(board.append('m', 1, 'd')).toBe(false);
  expect(board.tell('m')).toEqual(delta(0, 2, 'c'));
  expect(board.tell('n')).toBeUndefined();
});

test.each([
  [
    { epoch: 1, offset: 2 },
    { offset: 2, text: 'llo' },
  ],
  [
    { epoch: 1, offset: 9 },
    { offset: 5, text: '' },
  ],
  [
    { epoch: 0, offset: 2 },
    { offset: 0, text: 'Hello' },
  ],
])('a slice for who knows %j is %j', (known, slice) => {
  expect(sliceOf({ chatId: 'c', messageId: 'm', epoch: 1, text: 'Hello' }, known)).toMatchObject(slice);
});
