import { describe, expect, it } from 'vitest';
import { type Looked, type Sight, sightOf } from './sight.ts';

const both = [true, false];
const cases = both.flatMap((isAskers) =>
  both.flatMap((isPrivate) =>
    both.flatMap((sharesBusy) =>
      (['events', 'free'] as const).map((wants): Looked => ({ isAskers, isPrivate, sharesBusy, wants })),
    ),
  ),
);

/** As the promise has it, told another way: one word for asker/private/shares/wants. */
const table: Record<string, Sight> = {
  'own private shares events': 'titles',
  'own private keeps events': 'titles',
  'own group shares events': 'ask',
  'own group keeps events': 'ask',
  'own private shares free': 'busy',
  'own private keeps free': 'busy',
  'own group shares free': 'busy',
  'own group keeps free': 'busy',
  'other private shares events': 'busy',
  'other private keeps events': 'nothing',
  'other group shares events': 'busy',
  'other group keeps events': 'nothing',
  'other private shares free': 'busy',
  'other private keeps free': 'nothing',
  'other group shares free': 'busy',
  'other group keeps free': 'nothing',
};

describe('what may be told of a calendar', () => {
  it.each(cases)('%j', (looked) => {
    const { isAskers, isPrivate, sharesBusy, wants } = looked;
    const words = [isAskers ? 'own' : 'other', isPrivate ? 'private' : 'group', sharesBusy ? 'shares' : 'keeps', wants];
    expect(sightOf(looked)).toBe(table[words.join(' ')]);
  });

  it('is decided for every case', () => {
    expect(Object.keys(table)).toHaveLength(cases.length);
  });
});
