import { expect, test } from 'vitest';
import { languageOf } from './language.ts';

test.each([
  ['what changed in HTTP/3?', 'en'],
  ['Was hat sich mit HTTP/3 geändert?', 'de'],
  ['@coder zeige mir einen Client', 'de'],
  ['Plan a weekend in München', 'en'],
  ['Übersetze: See you tomorrow', 'de'],
  ['', 'en'],
  ['42', 'en'],
  ['Bitte prüfe `if (the and of) is in a`', 'de'],
])('%j is %s', (text, language) => {
  expect(languageOf(text)).toBe(language);
});
