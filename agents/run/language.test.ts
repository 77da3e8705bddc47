import { expect, test } from 'vitest';
import { languageOf } from './language.ts';

test.each([
  ['what changed in HTTP/3?', 'en'],
  ['Was hat sich mit HTTP/3 geändert?', 'de'],
  ['@coder zeige mir einen Client', 'de'],
  ['Plan a weekend in München', 'en'],
  ['Übersetze: See you tomorrow', 'de'],
  ['Plane ein Wochenende in Hamburg', 'de'],
  ['Was hilft gegen Kopfschmerzen?', 'de'],
  ['I was in an old house', 'en'],
  ['Am I late?', 'en'],
  ['', 'en'],
  ['42', 'en'],
  ['Bitte prüfe `if (the and of) is in a`', 'de'],
])('%j is %s', (text, language) => {
  expect(languageOf(text)).toBe(language);
});
