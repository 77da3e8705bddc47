import { expect, test } from 'vitest';
import { unseenAddresses } from './unseen.ts';

const texts = [
  'Look at https://bees.example/dance?year=2026#waggle, please.',
  '[1] Honey (https://honey.example/a_(b)) and `https://code.example/x`',
];

test.each([
  ['https://bees.example/dance?year=2026'],
  ['https://bees.example/dance?year=2026#other'],
  ['HTTPS://BEES.example/dance?year=2026'],
  ['https://bees.example'],
  ['bees.example/'],
  ['https://honey.example/a_(b)'],
  ['https://code.example/x'],
])('%s was named before', (address) => {
  expect(unseenAddresses([address], texts)).toEqual([]);
});

test.each([
  ['https://bees.example/dance?year=2026&told=secret'],
  ['https://bees.example/dance/secret'],
  ['https://secret.bees.example/dance?year=2026'],
  ['https://bees.example:8443/'],
  ['http://bees.example/dance?year=2026'],
  ['https://user:secret@bees.example/dance?year=2026'],
  ['https://evil.example/'],
  ['evil.example'],
])('%s was not', (address) => {
  expect(unseenAddresses([address], texts)).toEqual([address]);
});
