import { describe, expect, it } from 'vitest';
import { dueOf, type Waiting } from './due.ts';

function waiting(count: number, characters = 50): Waiting[] {
  return Array.from({ length: count }, (_, at) => ({ seq: at + 1, characters, streaming: false }));
}

const upto = (messages: readonly Waiting[], all = false) => dueOf(messages, all).at(-1)?.seq ?? 0;

describe('dueOf', () => {
  it('waits until there is enough before the latest', () => {
    expect([0, 16, 39, 40, 41].map((count) => upto(waiting(count)))).toEqual([0, 0, 0, 24, 25]);
  });

  it('counts characters too: of few long messages the last stay', () => {
    expect(upto(waiting(4, 3_000))).toBe(0);
    expect(upto(waiting(6, 3_000))).toBe(4);
    expect(upto(waiting(2, 50_000))).toBe(1);
    expect(upto(waiting(1, 50_000))).toBe(0);
  });

  it('takes no more at once than every model can read, but always one', () => {
    expect(upto(waiting(100, 1_000))).toBe(24);
    expect(upto([...waiting(1, 90_000), ...waiting(30)])).toBe(1);
  });

  it('takes nothing from an answer on that is still being written', () => {
    const messages = waiting(60).map((one) => ({ ...one, streaming: one.seq === 30 }));
    expect(upto(messages)).toBe(29);
    expect(upto(messages.map((one) => ({ ...one, streaming: one.seq === 5 })))).toBe(0);
  });

  it('takes all where more follow that were not read', () => {
    expect(upto(waiting(30), true)).toBe(30);
  });
});
