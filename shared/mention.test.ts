import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVERYONE, findMentions, mentionsOf } from './mention.ts';

const contacts = [
  { id: 'research', names: ['research', 'Research'] },
  { id: 'coder', names: ['coder', 'Coder'] },
  { id: 'u1', names: ['Anna'] },
  { id: 'u2', names: ['Anna Schmidt'] },
  { id: 'u3', names: ['Jürgen Müller'] },
  { id: 'u4', names: ['Ołena'] },
  { id: 'u5', names: ['李雷'] },
  { id: 'u6', names: ['José'] },
  { id: 'u7', names: ['x @coder y'] },
  { id: 'u8', names: ['Bee 🐝'] },
];

function ids(text: string): string[] {
  return findMentions(text, contacts).map((mention) => mention.id);
}

describe('findMentions', () => {
  test.each([
    ['@research what is new?', ['research']],
    ['please @coder, and @Research!', ['coder', 'research']],
    ['@CODER', ['coder']],
    ['(@coder)', ['coder']],
    ['@coder\n@research', ['coder', 'research']],
    ['@coder’s turn', ['coder']],
    ['„@coder“', ['coder']],
    ['@coder@research', ['coder']],
    ['@coder/@research', ['coder', 'research']],
    ['@coder @coder', ['coder', 'coder']],
    ['@all look', [EVERYONE]],
    ['hello', []],
    ['', []],
    ['@', []],
    ['@ coder', []],
    ['@@coder', []],
    ['@nobody', []],
  ])('finds in %j: %j', (text, expected) => {
    expect(ids(text)).toEqual(expected);
  });

  test.each([
    ['anna@coder.example', []],
    ['first.last@research', []],
    ['a+b@coder', []],
    ['ü@coder', []],
    ['5@coder', []],
    ['_@coder', []],
    ['𝒳@coder', []],
    ['u\u0308@coder', []],
    ['mail to anna@all.example please', []],
    ['🐝@coder', ['coder']],
    [': @coder', ['coder']],
  ])('takes no e-mail address for a mention: %j', (text, expected) => {
    expect(ids(text)).toEqual(expected);
  });

  test.each([
    ['@researcher', []],
    ['@coder2', []],
    ['@coder_x', []],
    ['@coderü', []],
    ['@coder𝒳', []],
    ['@coder\u0308', []],
    ['@all-hands', []],
    ['@Anna-Lena', []],
    ['@coder-', ['coder']],
    ['@coder - please', ['coder']],
    ['@coder.', ['coder']],
    ['@allen', []],
  ])('ends a mention only where the word ends: %j', (text, expected) => {
    expect(ids(text)).toEqual(expected);
  });

  test('takes the longest name that fits', () => {
    expect(ids('@Anna Schmidt')).toEqual(['u2']);
    expect(ids('@anna schmidt, hello')).toEqual(['u2']);
    expect(ids('@Anna Schmidtke')).toEqual(['u1']);
    expect(ids('@Anna, hello')).toEqual(['u1']);
  });

  test('knows names of any script, and umlauts and accents in both ways of writing them', () => {
    expect(ids('@Jürgen Müller')).toEqual(['u3']);
    expect(ids('@JÜRGEN MÜLLER')).toEqual(['u3']);
    expect(ids('@Jürgen Müller'.normalize('NFD'))).toEqual(['u3']);
    expect(ids('@josé'.normalize('NFD'))).toEqual(['u6']);
    expect(ids('@jose\u0301')).toEqual(['u6']);
    expect(ids('@jose')).toEqual([]);
    expect(ids('@ołena @李雷 @Bee 🐝')).toEqual(['u4', 'u5', 'u8']);
  });

  test.each([
    ['`@coder`', []],
    ['```\n@coder\n```', []],
    ['```\n@coder', []],
    ['`a` @coder `b`', ['coder']],
    ['`a`@coder', ['coder']],
    ['`open @coder', ['coder']],
    ['```a``` @coder ```b @research', ['coder']],
    ['https://social.example/@all', []],
    ['see https://social.example/@coder/1 @research', ['research']],
    ['<https://x.example/@coder> @coder', ['coder']],
  ])('skips code and links: %j', (text, expected) => {
    expect(ids(text)).toEqual(expected);
  });

  test('gives ranges that hold the mention as it was written', () => {
    const text = 'İ hey 🐝 @Anna Schmidt and @CODER.';
    expect(findMentions(text, contacts).map(({ start, end }) => text.slice(start, end))).toEqual([
      '@Anna Schmidt',
      '@CODER',
    ]);
  });

  test('finds no mention within another', () => {
    expect(ids('@x @coder y')).toEqual(['u7']);
  });

  test('lets nobody take @all away by being called so', () => {
    expect(findMentions('@all', [{ id: 'u9', names: ['All'] }]).map((mention) => mention.id)).toEqual([EVERYONE]);
  });

  test('ignores empty names', () => {
    expect(findMentions('@ and @', [{ id: 'u9', names: ['', ' '] }])).toEqual([]);
  });

  test('stays within bounds for any text and names', () => {
    const name = fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' });
    const piece = fc.oneof(fc.constantFrom('@', ' ', '`', '```', '\n', '.', '-', 'İ', 'ß', '@all', '@coder'), name);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.array(name, { maxLength: 5 }), (pieces, names) => {
        const people = names.map((one, at) => ({ id: `u${at}`, names: [one] }));
        const text = [...pieces, ...names.map((one) => ` @${one} `)].join('');
        let last = 0;
        for (const { start, end } of findMentions(text, people)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start + 1);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(text.charAt(start)).toBe('@');
          last = end;
        }
      }),
      { numRuns: 500 },
    );
  });

  test('finds whoever is mentioned alone', () => {
    const name = fc.stringMatching(/^[\p{L}\p{N}]{1,12}$/u);
    fc.assert(
      fc.property(name, (one) => {
        const [mention] = findMentions(`hello @${one}!`, [{ id: 'u', names: [one] }]);
        expect(mention?.id).toBe(one.toLowerCase() === 'all' ? EVERYONE : 'u');
      }),
    );
  });

  test('is quick on hostile text', () => {
    const many = Array.from({ length: 1000 }, (_, at) => ({ id: `u${at}`, names: [`name ${at}`] }));
    const text = '`a`@ '.repeat(12_000);
    expect(findMentions(text, many)).toEqual([]);
  });
});

test('mentionsOf names each once and tells whether everyone is meant', () => {
  expect(mentionsOf('@coder @all @Coder @Anna', contacts)).toEqual({ mentioned: ['coder', 'u1'], everyone: true });
  expect(mentionsOf('nobody', contacts)).toEqual({ mentioned: [], everyone: false });
});
