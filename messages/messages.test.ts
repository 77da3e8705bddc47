import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { later as laterGerman } from './de/later.ts';
import { messages as firstGerman } from './de/messages.ts';
import { later as laterEnglish } from './en/later.ts';
import { messages as firstEnglish } from './en/messages.ts';

/** Every sentence by its path; what agents say of themselves is data, not messages. */
function sentences(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) => {
    const at = path === '' ? key : `${path}.${key}`;
    if (at === 'roster') return [];
    return typeof value === 'string' ? [[at, value] as [string, string]] : sentences(value as object, at);
  });
}

/** The values a sentence takes: what stands in braces, but for the branches of a plural. */
function placeholders(sentence: string): string[] {
  const found = sentence.matchAll(/(?<!(?:one|other|=\d+) )\{(\w+)[,}]/g);
  return [...new Set(Array.from(found, (match) => match[1] ?? ''))].sort();
}

const en = { ...firstEnglish, ...laterEnglish };
const de = { ...firstGerman, ...laterGerman };
const english = sentences(en);
const german = new Map(sentences(de));

describe('messages', () => {
  it('say the same things in both languages', () => {
    expect([...german.keys()].sort()).toEqual(english.map(([path]) => path).sort());
  });

  it('name the values they take', () => {
    expect(placeholders('{count, plural, =0 {Add} one {Add # {what}} other {{what} of {who}}}')).toEqual([
      'count',
      'what',
      'who',
    ]);
  });

  it.each(english)('%s takes the same values in both', (path, sentence) => {
    expect(placeholders(german.get(path) ?? '')).toEqual(placeholders(sentence));
  });

  it.each(['en', 'de'] as const)('can be formatted in %s', (locale) => {
    const messages = locale === 'de' ? de : en;
    const faults: string[] = [];
    const t = createTranslator({ locale, messages, onError: (error) => faults.push(error.message) });
    for (const [path, sentence] of sentences(messages)) {
      for (const value of [1, 2]) {
        const given = Object.fromEntries(placeholders(sentence).map((name) => [name, value]));
        expect(t(path as Parameters<typeof t>[0], given).trim()).not.toBe('');
      }
    }
    expect(faults).toEqual([]);
  });
});
