import { describe, expect, it } from 'vitest';
import { initials, tintOf } from './initials.ts';

describe('initials', () => {
  it.each([
    ['Ada Lovelace', 'AL'],
    ['maría josé garcía', 'MG'],
    ['Öznur', 'Ö'],
    ['  (Tom)  ', 'T'],
    ['李 小龙', '李小'],
    ['', ''],
    ['🐝', ''],
  ])('%s → %s', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });
});

describe('tintOf', () => {
  it('stays within the tints and is the same each time', () => {
    for (const name of ['Ada', 'Grace', '李', '']) {
      expect(tintOf(name, 6)).toBeLessThan(6);
      expect(tintOf(name, 6)).toBe(tintOf(name, 6));
    }
  });
});
