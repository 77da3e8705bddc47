import { expect, test } from 'vitest';
import { failureOf } from './failureOf.ts';

test('what only concerns us is our own fault to people', () => {
  expect([failureOf('bad-request'), failureOf('aborted'), failureOf('bad-key')]).toEqual([
    'internal',
    'interrupted',
    'bad-key',
  ]);
});
