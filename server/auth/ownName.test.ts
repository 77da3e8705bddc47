import { describe, expect, it } from 'vitest';
import { roster } from '../../agents/roster/roster.ts';
import { ownNames } from './ownName.ts';

const requireOwnName = ownNames(() => roster);

describe('the name of a person', () => {
  it.each([
    ...roster.flatMap(({ name, handle }) => [name, handle]),
    'all',
    'Queen',
    '@Research',
    'ＲＥＳＥＡＲＣＨ',
    'co-der',
  ])('is not that of an agent: %s', (name) => {
    expect(() => requireOwnName(name)).toThrow(expect.objectContaining({ code: 'conflict', reason: 'name-of-agent' }));
  });

  it.each(['Ada', 'Ada Research', 'Alla', 'Queenie', '王', 'Jürgen'])('is otherwise free: %s', (name) => {
    expect(() => requireOwnName(name)).not.toThrow();
  });
});
