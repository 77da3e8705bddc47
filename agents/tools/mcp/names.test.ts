import { describe, expect, it } from 'vitest';
import { offeredNames, slugOf } from './names.ts';

describe('a slug', () => {
  it.each([
    ['GitHub', 'github'],
    ['Büro & Bienen', 'buro_bienen'],
    ['  ../../etc ', 'etc'],
    ['蜂', 'server'],
    ['a very long name of a server', 'a_very_long_name_of'],
  ])('of %j is %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });
});

describe('names', () => {
  it('say what the server and its tool are called', () => {
    expect(offeredNames('git', ['get-sum', 'Read File'])).toEqual(
      new Map([
        ['get-sum', 'mcp_git_get_sum'],
        ['Read File', 'mcp_git_read_file'],
      ]),
    );
  });

  it('are told apart in whatever order they come, and no longer than providers take', () => {
    const names = ['a-b', 'a_b', 'A B', 'ä', '蜂', '', 'x'.repeat(100), `${'x'.repeat(100)}y`];
    const offered = offeredNames('twenty_characters_aa', names);
    expect(new Set(offered.values()).size).toBe(names.length);
    for (const name of offered.values()) expect(name).toMatch(/^mcp_[a-z0-9_]{1,60}$/);
    const turned = offeredNames('twenty_characters_aa', names.toReversed());
    expect(Object.fromEntries(turned)).toEqual(Object.fromEntries(offered));
  });
});
