import { describe, expect, it } from 'vitest';
import { pressed } from './shortcuts.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('shortcuts', () => {
  it.each([
    [{ key: 'k', ctrlKey: true }, false, 'palette'],
    [{ key: 'K', ctrlKey: true }, false, 'palette'],
    [{ key: 'k', metaKey: true }, true, 'palette'],
    [{ key: 'k', ctrlKey: true }, true, undefined],
    [{ key: 'k' }, false, undefined],
    [{ key: 'k', ctrlKey: true, altKey: true }, false, undefined],
    [{ key: 'f', ctrlKey: true }, false, 'searchChat'],
    [{ key: 'F', ctrlKey: true, shiftKey: true }, false, 'searchAll'],
    [{ key: 'ArrowDown', altKey: true }, false, 'nextChat'],
    [{ key: '?', shiftKey: true }, false, 'help'],
    [{ key: '?' }, false, 'help'],
    [{ key: 'Enter' }, false, undefined],
  ])('%o', (keys, mac, wanted) => {
    expect(pressed({ ...none, ...keys }, mac)).toBe(wanted);
  });
});
