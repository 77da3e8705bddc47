import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChatChange } from '../../shared/chat.ts';
import type { Tell } from './tell.ts';
import { createTurnTell } from './turnTell.ts';

let told: string[];
let awaited: boolean;

const nothing = () => {};
const tell: Tell = {
  chatChanged: ({ chatId, version }) => void told.push(`${chatId} ${version}`),
  userChanged: nothing,
  workspaceChanged: nothing,
  receiptChanged: nothing,
  ownReceiptChanged: nothing,
  typingChanged: nothing,
  presenceChanged: nothing,
  stepChanged: nothing,
  budgetWarned: nothing,
  promptsChanged: () => {},
  joined: (chatId) => void told.push(`${chatId} joined`),
  left: (chatId) => void told.push(`${chatId} left`),
};
const change = (chatId: string, version: number): ChatChange => ({ chatId, version });

describe('what is told of a chat', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    told = [];
    awaited = false;
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  let idle: (key: string) => void = nothing;
  const lanes = { isAwaited: () => awaited, onIdle: (listener: typeof idle) => void (idle = listener) };
  const turns = () => createTurnTell(tell, lanes);

  it('is told at once where nothing waits', () => {
    turns().chatChanged(change('a', 1));
    expect(told).toEqual(['a 1']);
  });

  it('waits for what follows, and keeps its order, of rooms too', () => {
    const turn = turns();
    awaited = true;
    turn.chatChanged(change('a', 1));
    turn.left('a', ['ben']);
    turn.chatChanged(change('a', 2));
    turn.chatChanged(change('b', 7));
    expect(told).toEqual([]);
    awaited = false;
    turn.joined('a', ['cleo']);
    expect(told).toEqual(['a 1', 'a left', 'a 2', 'a joined']);
    turn.chatChanged(change('b', 8));
    expect(told.slice(4)).toEqual(['b 7', 'b 8']);
  });

  it('waits no longer than there is something to wait for', () => {
    const turn = turns();
    awaited = true;
    turn.chatChanged(change('a', 1));
    turn.chatChanged(change('b', 1));
    idle('a');
    idle('person ada');
    expect(told).toEqual(['a 1']);
  });

  it('does not wait long, nor for many', () => {
    const turn = turns();
    awaited = true;
    turn.chatChanged(change('a', 1));
    vi.advanceTimersByTime(20);
    expect(told).toEqual(['a 1']);
    for (let version = 2; version <= 9; version++) turn.chatChanged(change('a', version));
    expect(told).toHaveLength(9);
    turn.chatChanged(change('a', 10));
    turn.flush();
    expect(told.at(-1)).toBe('a 10');
    vi.runAllTimers();
    expect(told).toHaveLength(10);
  });
});
