import { expect, it } from 'vitest';
import { pickLocale, regionalTag } from './locale.ts';

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

it.each([
  ['en', ['de', 'en-GB', 'en-US'], 'en-GB'],
  ['de', ['en-GB', 'de-AT'], 'de-AT'],
  ['de', ['en-GB'], 'de'],
  ['en', ['en_US', 'en-x'], 'en'],
  ['en', [], 'en'],
] as const)('%s of %j → %s', (locale, wanted, expected) => {
  expect(regionalTag(locale, wanted)).toBe(expected);
});
