import { expect, it } from 'vitest';
import { defaultPreferences, parsePreferences } from './preferences.ts';

it.each([null, '', '{', '7', '"dark"', 'null', '[]', '{"theme":"pink","locale":"fr","honeycomb":"no"}'])(
  'takes the defaults for %s',
  (stored) => {
    expect(parsePreferences(stored)).toEqual(defaultPreferences);
  },
);

it('keeps what fits', () => {
  const preferences = { theme: 'dark', locale: 'de', honeycomb: false } as const;
  expect(parsePreferences(JSON.stringify(preferences))).toEqual(preferences);
});
