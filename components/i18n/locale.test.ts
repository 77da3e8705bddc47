import { expect, it } from 'vitest';
import { pickLocale } from './locale.ts';

it.each([
  [['de-AT', 'en'], 'de'],
  [['fr', 'DE'], 'de'],
  [['en-GB', 'de'], 'en'],
  [['fr', 'it'], 'en'],
  [['deu'], 'en'],
  [[], 'en'],
])('%j → %s', (wanted, expected) => {
  expect(pickLocale(wanted)).toBe(expected);
});
