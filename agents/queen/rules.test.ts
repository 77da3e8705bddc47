import { describe, expect, test } from 'vitest';
import { roster } from '../roster/roster.ts';
import { chooseByRules } from './rules.ts';
import { stem, wordsOf } from './words.ts';

function chosen(text: string): readonly string[] {
  return chooseByRules(text, roster).agentIds;
}

describe('chooseByRules', () => {
  test.each([
    ['Can you write a python function that sorts a list?', 'coder'],
    ['Kannst du mir eine Funktion in TypeScript schreiben?', 'coder'],
    ['Translate this into French please', 'translator'],
    ['Übersetze das bitte ins Englische', 'translator'],
    ['Why do I have a headache and fever?', 'health'],
    ['Was hilft gegen Kopfschmerzen?', 'health'],
    ['What price should we put on the offer?', 'business'],
    ['Welcher Preis wäre für das Angebot richtig?', 'business'],
    ['Give me ideas for a slogan', 'creative'],
    ['Hast du Ideen für eine Einladung?', 'creative'],
    ['Which studies give evidence for that?', 'research'],
    ['Gibt es Quellen oder Studien dazu?', 'research'],
    ['Plan a weekend trip', 'assistant'],
    ['Mach mir bitte eine Packliste', 'assistant'],
    ['How do I fix the printer?', 'support'],
    ['Wie richte ich das WLAN am Drucker ein?', 'support'],
  ])('finds for %j: %s', (text, agentId) => {
    expect(chosen(text)[0]).toBe(agentId);
  });

  test.each([
    'Good morning everyone',
    'Guten Morgen zusammen',
    'lol',
    'ok',
    'Thanks, Anna!',
    'Danke dir',
    'I was at the doctor yesterday',
    'Der Kunde hat angerufen',
    'See you at lunch?',
    'Kommst du mit?',
    '👍',
    '',
    '???',
  ])('leaves people alone: %j', (text) => {
    expect(chosen(text)).toEqual([]);
  });

  test('chooses at most two, and two only where both are near', () => {
    expect(chosen('Please research sources and write python code')).toEqual(['research', 'coder']);
    for (const text of ['help with code price slogan translate pain plan sources bug?', 'what is code?']) {
      expect(chosen(text).length).toBeLessThanOrEqual(2);
    }
  });

  test('chooses only from who is there', () => {
    expect(
      chooseByRules(
        'Write a python function?',
        roster.filter((agent) => agent.id === 'health'),
      ).agentIds,
    ).toEqual([]);
    expect(chooseByRules('Write a python function?', []).agentIds).toEqual([]);
  });

  test('reads neither code nor links nor mentions', () => {
    expect(chosen('What do you think? `python code`')).toEqual([]);
    expect(chosen('Have you seen https://x.example/python-code-api?')).toEqual([]);
    expect(chosen('@translator what do you think?')).toEqual([]);
  });

  test('says why, in the language of the request', () => {
    expect(chooseByRules('Can you write a python function?', roster).explanation).toMatch(
      /^In the field of Coder \(.*python/,
    );
    expect(chooseByRules('Was hilft gegen Kopfschmerzen?', roster).explanation).toMatch(/^Passt zum Gebiet von Health/);
    expect(chooseByRules('hallo ihr', roster).explanation).toMatch(/Agent/);
  });
});

test('words leave out mentions, links and code; stems join number and case', () => {
  expect(wordsOf('@coder See `x` at https://a.b/c: C++ and Bienen!')).toEqual(['see', 'at', 'c++', 'and', 'bienen']);
  expect(stem('sources')).toBe(stem('source'));
  expect(stem('quellen')).toBe(stem('quelle'));
  expect(stem('kosten')).toBe(stem('kosten'));
  expect(stem('bug')).toBe('bug');
});
