import { expect, test } from 'vitest';
import { builtIn } from './builtIn.ts';
import { createKnownModels } from './knownModels.ts';

test('is worked out anew only where what is offered or the day is another one', () => {
  let time = Date.parse('2026-11-21T23:59:00Z');
  const known = createKnownModels(builtIn, () => time);
  const ids = ['gpt-6-luna'];
  const first = known([{ provider: 'openai', own: false, ids }]);
  expect(known([{ provider: 'openai', own: false, ids }])).toBe(first);
  const other = known([{ provider: 'openai', own: false, ids: ['gpt-6.1-sol'] }]);
  expect(other.find(({ name }) => name === 'openai/gpt-6-luna')?.offered).toBe(false);
  expect(first.find(({ name }) => name === 'openai/gpt-6-luna')?.offered).toBe(true);
  expect(known([{ provider: 'openai', own: true, ids }])).not.toBe(first);
  const again = known([{ provider: 'openai', own: true, ids }]);
  const elsewhere = known([{ provider: 'openai', own: true, elsewhere: ids, ids }]);
  expect(elsewhere).not.toBe(again);
  expect(known([{ provider: 'openai', own: true, elsewhere: ids, ids }])).toBe(elsewhere);
  time += 120_000;
  expect(known([{ provider: 'openai', own: true, ids }])).not.toBe(again);
});
