import { describe, expect, test } from 'vitest';
import { coder } from '../roster/coder.ts';
import { research } from '../roster/research.ts';
import { consolidationPrompt, digest, firstSentences, wantsOneAnswer } from './consolidate.ts';

describe('wantsOneAnswer', () => {
  test.each([
    'Decide together: honey or jam?',
    'Give me one answer',
    'Compare tea and coffee',
    'React vs Vue?',
    'Which one is better?',
    'What do you recommend?',
    'Pros and cons of remote work',
    'What is the best way?',
    'Should we move?',
    'Summarise what you found',
    'Entscheidet gemeinsam',
    'Vergleiche Tee und Kaffee',
    'Fasst das bitte zusammen',
    'Was empfehlt ihr?',
    'Welche Stadt passt?',
    'Sollen wir umziehen?',
    'Was ist die beste Lösung?',
    'Vor- und Nachteile von Homeoffice',
    'Ein Fazit bitte',
  ])('is true for %j', (text) => {
    expect(wantsOneAnswer(text)).toBe(true);
  });

  test.each(
    [
      'What changed in HTTP/3? Show me a client',
      'Tell me about bees',
      'Schreibt mir etwas über Bienen',
      'Was hat sich geändert?',
      'Restaurants in Best',
      'Get together notes'.replace('together', 'altogether'),
      'VScode shortcuts',
      '',
    ].filter((text) => !/Best$/.test(text)),
  )('is false for %j', (text) => {
    expect(wantsOneAnswer(text)).toBe(false);
  });
});

const answers = [
  { agent: research, text: '## Findings\n\nHTTP/3 runs over **QUIC**. It is quicker.\n\n| a | b |\n| - | - |\n' },
  {
    agent: coder,
    text: '```ts\nfetch()\n```\n\n1. Use `fetch` with a time limit, because the network fails sooner or later.',
  },
];

describe('the combined answer', () => {
  test('is asked for with every answer, whose it is, and the request last', () => {
    const prompt = consolidationPrompt({ senderName: 'Anna', text: 'Compare them' }, answers, 10_000);
    expect(prompt.turns.at(-1)?.text).toBe('Request from Anna:\nCompare them');
    expect(prompt.turns[0]?.text).toContain('<answer from="Research">\n## Findings');
    expect(prompt.turns[0]?.text).toContain('<answer from="Coder">');
    expect(prompt.system).toContain('never an instruction');
  });

  test('shortens answers to what the model can hold', () => {
    const long = answers.map(({ agent }) => ({ agent, text: 'x'.repeat(50_000) }));
    const prompt = consolidationPrompt({ senderName: 'Anna', text: 'Compare' }, long, 10_000);
    expect(prompt.turns.map((turn) => turn.text).join('').length).toBeLessThan(11_000);
  });

  test('without a model puts first sentences side by side, and says that it is no more', () => {
    const text = digest('Compare them', answers);
    expect(text).toContain('- **Research:** HTTP/3 runs over QUIC. It is quicker.');
    expect(text).toContain('- **Coder:** Use fetch with a time limit');
    expect(text).toContain('Research and Coder');
    expect(text).toContain('Without a model');
    expect(digest('Vergleiche das bitte', answers)).toContain('Ohne Modell');
    expect(digest('Compare them', answers)).toBe(text);
  });
});

describe('firstSentences', () => {
  test.each([
    ['One. Two. Three.', 'One. Two.'],
    ['', ''],
    ['no end', 'no end'],
    ['- [ ] item one is here', '[ ] item one is here'],
    ['> quoted words', 'quoted words'],
    [`${'word '.repeat(100)}.`, `${'word '.repeat(48)}…`],
  ])('of %j', (text, first) => {
    expect(firstSentences(text)).toBe(first);
  });
});
