import { describe, expect, test } from 'vitest';
import { type Examined, flawIn } from './flawIn.ts';

function flaw(text: string, request: string, more: Partial<Examined> = {}) {
  const nothing = { instructions: [], citations: [], offered: [], called: [] };
  return flawIn({ text, request, finish: 'complete', ...nothing, ...more });
}

const ONE = [{ url: 'https://bees.example', title: 'Bees', quote: '' }];
const CODE = '```ts\nconst bees = 1;\n```';

describe('an answer passes', () => {
  test.each([
    ['a number alone', '4', 'What is 2 + 2?'],
    ['a picture', '👍', 'All fine?'],
    ['a word', 'Ja.', 'Ist das eine Biene?'],
    [
      'a long one',
      'Bees dance because they tell each other where the good things are. '.repeat(3),
      'Why do bees dance?',
    ],
    [
      'what could not be looked up',
      'I’m sorry, but I can’t help with that: I have no access to the internet.',
      'Is it open?',
    ],
    ['what may be declined', 'I’m sorry, but I can’t help with that.', 'How do I make a bomb?'],
    [
      'a doubt in a long answer',
      `I can’t explain all of it. ${Array.from({ length: 40 }, (_, at) => `Cell ${at} has its own queen.`).join(' ')}`,
      'Explain hives',
    ],
    ['JSON in a block', 'Here:\n```json\n{"bees": 3}\n```', 'Give me JSON with the number of bees'],
    ['JSON amid words', 'Sure: {"bees": [1, 2]} – done.', 'Answer as JSON'],
    ['words about JSON', 'A format for data.', 'Explain what is meant by valid JSON'],
    ['code in a block', CODE, 'Write a function that counts bees'],
    ['a question before code', 'In which language?', 'Write a function that counts bees'],
    ['a script for a film', 'FADE IN: a hive.', 'Write a film script about bees'],
    [
      'a translation',
      'Die Bienen sind in dem Stock und tanzen, und das ist gut für die Blumen.',
      'Say in German: the bees are in the hive',
    ],
    [
      'what is quoted',
      '> Der Bär ist da und die Biene ist auch da, und der Honig ist weg, und das ist nicht gut\n\nThat is it.',
      'What is the first line of the poem that you know?',
    ],
    ['a list of the same', Array.from({ length: 12 }, () => '- [ ] bee').join('\n'), 'Give me a list'],
    ['what was asked for', 'I will not be late again. '.repeat(20), 'Write 20 times that I will not be late'],
    ['a table of zeros', Array.from({ length: 20 }, () => '| 0 | 0 | 0 | 0 | 0 |').join('\n'), 'A table of zeros'],
    ['an index', 'Take bees[1] and `hive[7]`.', 'How do I index?'],
  ])('%s', (_, text, request) => {
    expect(flaw(text, request)).toBeNull();
  });

  test('with sources it was given, or explains itself', () => {
    expect(flaw('They dance [1].', 'Why?', { citations: ONE })).toBeNull();
    expect(flaw('They dance [2].\n\n[2]: Frisch, 1967', 'Why?', { citations: ONE })).toBeNull();
    expect(flaw('They dance [2].', 'What is [2] in the text?', { citations: ONE })).toBeNull();
    expect(flaw('They dance [2].', 'Why?')).toBeNull();
  });

  test('in the language that its agent was told to write', () => {
    const german = 'Die Bienen sind in dem Stock und tanzen, und das ist gut für die Blumen, und nicht für dich.';
    const english = 'What is the dance that the bees do in the hive?';
    expect(flaw(german, english, { instructions: ['Always answer in German.'] })).toBeNull();
    expect(flaw(german, english)).toBe('other-language');
  });
});

describe('an answer fails', () => {
  test.each([
    ['empty', '…', 'Why do bees dance?'],
    ['empty', '**\n\n---', 'Why do bees dance?'],
    ['empty', 'Here is the table you asked for:', 'Make a table of bees'],
    ['declined', 'I’m sorry, but I can’t help with that.', 'Plan a birthday party for ten children'],
    ['declined', 'As an AI language model, I cannot write poems.', 'Write a poem about bees'],
    ['declined', 'Dabei kann ich dir leider nicht helfen.', 'Plane eine Feier für zehn Kinder'],
    ['declined', 'Ich kann diese Anfrage leider nicht beantworten.', 'Warum tanzen Bienen?'],
    ['not-parsed', 'Here:\n```json\n{"bees": 3,}\n```', 'Give me JSON with the number of bees'],
    ['not-parsed', 'There are three bees.', 'Antworte nur als JSON'],
    ['no-code', 'You take a loop and count the bees in it.', 'Write a function that counts bees'],
    ['no-code', 'Dafür nimmst du eine Schleife.', 'Schreibe ein Python-Skript, das Bienen zählt'],
    [
      'other-language',
      'The bees are in the hive and they dance, and this is how you can see that it is good for the flowers.',
      'Warum tanzen die Bienen und wie ist das mit der Sonne?',
    ],
    [
      'other-language',
      '蜜蜂 跳舞 是为了 告诉 彼此 哪里 有 好的 东西 花蜜 在那里 大家 一起 飞去',
      'What is the dance that the bees do, and why do they do it?',
    ],
    ['repeats', 'The bees are dancing in the hive.\n'.repeat(5), 'Why do bees dance?'],
    ['repeats', `They tell each other. ${'and so they dance '.repeat(30)}`, 'Why do bees dance?'],
  ])('%s: %s', (expected, text, request) => {
    expect(flaw(text, request)).toBe(expected);
  });

  test('by its end, its excuse, and what it did not do', () => {
    expect(flaw('Bees dance because', 'Why do bees dance?', { finish: 'length' })).toBe('cut-short');
    const able = { offered: ['search_web'] };
    const excuse = 'I’m sorry, but I can’t answer that: I have no access to the internet.';
    expect(flaw(excuse, 'When does the museum open?', able)).toBe('declined');
    expect(flaw('At nine.', 'Search the web: when does it open?', able)).toBe('not-looked-up');
    expect(flaw('At nine.', 'Search the web: when does it open?', { ...able, called: ['search_web'] })).toBeNull();
    expect(flaw('It prints 3.', 'Run this Python code: print(3)', { offered: ['run_python'] })).toBe('not-looked-up');
  });

  test('by numbers of sources that nobody gave it', () => {
    expect(flaw('They dance [1], and sing [4].', 'Why?', { citations: ONE })).toBe('made-up-sources');
    expect(flaw('They dance [1].', 'Why?', { offered: ['search_web'] })).toBe('made-up-sources');
  });
});

test('the longest answers are read in a fixed number of passes', () => {
  const long = [
    ...[' '.repeat(60_000), 'a '.repeat(30_000), '['.repeat(60_000), '{'.repeat(60_000)],
    ...[`${'`'.repeat(9)} x `.repeat(4_000), 'I can’t '.repeat(8_000), 'kann ich '.repeat(8_000)],
  ];
  const request = `Give me JSON and write a ${'function '.repeat(4_000)}`;
  for (const text of long) expect(flaw(text, request, { citations: ONE })).not.toBeUndefined();
});
