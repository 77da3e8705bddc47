import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Delta } from '../../shared/message.ts';
import { Live, PACE } from './live.ts';
import { LiveBoard } from './liveBoard.ts';

let now = 0;
let board: LiveBoard;
let live: Live;
let told: Delta[];

beforeEach(() => {
  vi.useFakeTimers();
  now = 1_000;
  told = [];
  board = new LiveBoard();
  live = new Live({ board, announce: (deltas) => told.push(...deltas), now: () => now });
});
afterEach(() => {
  live.close();
  vi.useRealTimers();
});

function pass(ms: number): void {
  now += ms;
  vi.advanceTimersByTime(ms);
}

function begin(messageId = 'm', text = '', epoch = 0): void {
  live.begin({ chatId: 'c', messageId, epoch, text });
}

const texts = () => told.map((delta) => delta.text);

test('the first token goes out at once, the next ones together after 50 ms', () => {
  begin();
  live.write('m', 'a');
  expect(texts()).toEqual(['a']);
  live.write('m', 'b');
  live.write('m', 'c');
  expect(texts()).toEqual(['a']);
  pass(PACE.ms);
  expect(told).toEqual([
    { chatId: 'c', messageId: 'm', epoch: 0, offset: 0, text: 'a' },
    { chatId: 'c', messageId: 'm', epoch: 0, offset: 1, text: 'bc' },
  ]);
});

test('a token after a pause goes out at once', () => {
  begin();
  live.write('m', 'a');
  pass(PACE.ms);
  live.write('m', 'b');
  expect(texts()).toEqual(['a', 'b']);
});

test('512 characters do not wait', () => {
  begin();
  live.write('m', 'a');
  live.write('m', 'x'.repeat(PACE.characters - 1));
  expect(texts()).toEqual(['a']);
  live.write('m', 'y');
  expect(texts().at(-1)).toHaveLength(PACE.characters);
});

test('answers are paced each for itself, and told together', () => {
  begin('m');
  begin('n');
  live.write('m', 'a');
  live.write('n', 'b');
  expect(texts()).toEqual(['a', 'b']);
  live.write('m', 'c');
  live.write('n', 'd');
  pass(PACE.ms);
  expect(texts()).toEqual(['a', 'b', 'c', 'd']);
});

test('what people saw before stands at the beginning of a new epoch', () => {
  begin('m', 'so far', 3);
  expect(told).toEqual([{ chatId: 'c', messageId: 'm', epoch: 3, offset: 0, text: 'so far' }]);
  live.write('m', '!');
  pass(PACE.ms);
  expect(told.at(-1)).toMatchObject({ epoch: 3, offset: 6, text: '!' });
});

test('flush tells what waits, once; end forgets', () => {
  begin();
  live.write('m', 'a');
  live.write('m', 'b');
  live.flush('m');
  expect(texts()).toEqual(['a', 'b']);
  live.end('m');
  expect(live.textOf('m')).toBeUndefined();
  expect(board.ofChat('c')).toEqual([]);
  live.write('m', 'c');
  pass(PACE.ms);
  expect(texts()).toEqual(['a', 'b']);
});

test('who was overtaken by a later epoch writes and ends nothing of it', () => {
  begin();
  live.write('m', 'mine');
  board.put({ chatId: 'c', messageId: 'm', epoch: 1, text: 'theirs' });
  live.write('m', ' too');
  live.end('m');
  pass(PACE.ms);
  expect(texts()).toEqual(['mine']);
  expect(board.get('m')?.text).toBe('theirs');
});
