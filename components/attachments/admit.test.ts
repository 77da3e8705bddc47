import { expect, test } from 'vitest';
import { admit } from './admit.ts';

const file = (name: string, size = 10) => ({ name, size });

test('too large and empty ones are refused by name', () => {
  const chosen = [file('a'), file('b', 101), file('c', 100), file('d', 0)];
  expect(admit(chosen, { limit: 100, standing: 0 })).toEqual({
    files: [file('a'), file('c', 100)],
    refused: [
      { kind: 'too-large', name: 'b' },
      { kind: 'empty', name: 'd' },
    ],
    tooMany: false,
  });
});

test('as many as fit in one message with those that stand there', () => {
  const chosen = Array.from({ length: 5 }, (_, index) => file(String(index)));
  const { files, tooMany } = admit(chosen, { limit: 100, standing: 27 });
  expect(files.map(({ name }) => name)).toEqual(['0', '1', '2']);
  expect(tooMany).toBe(true);
  expect(admit(chosen, { limit: 100, standing: 25 }).tooMany).toBe(false);
  expect(admit(chosen, { limit: 100, standing: 40 }).files).toEqual([]);
});
