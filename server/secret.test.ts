import { format, inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from './secret.ts';

const text = 'sk-not-for-the-log';
const secret = new Secret(text);

test('only reveal gives the text', () => {
  expect(secret.reveal()).toBe(text);
});

test.each([
  ['a template', `key ${String(secret)}`],
  ['joining', ['key', secret].join('=')],
  ['JSON', JSON.stringify({ secret })],
  ['console.log', format('%s %o %j', secret, { secret }, { secret })],
  ['inspect', inspect({ deep: { secret } }, { showHidden: true, depth: 10 })],
  ['spreading', inspect(Object.assign({}, secret))],
  ['listing its properties', Object.getOwnPropertyNames(secret).join()],
])('%s does not show it', (_way, shown) => {
  expect(shown).not.toContain(text);
});
