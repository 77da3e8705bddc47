import { expect, test } from 'vitest';
import { withoutSecrets } from '../agents/guard/redactor.ts';
import { knownSecrets } from './knownSecrets.ts';
import { Secret } from './secret.ts';

test('all that the process knows is found, and keys that come later too', () => {
  const keys = ['first-provider-key'];
  const sought = knownSecrets({
    env: {
      databaseUrl: new Secret('postgresql://bee:p%40ssword-of-bees@db:5432/waggle'),
      redisUrl: new Secret('redis://:another-password@redis'),
      mail: { url: new Secret('smtp://bee:password-of-the-mail@mail'), from: { name: '', address: 'a@example.com' } },
      otlp: { url: 'http://otel:4318', headers: new Secret('authorization=Bearer%20key-of-the-traces,x-tenant=bees') },
      search: { searxngUrl: undefined, tavily: new Secret('tvly-0123456789'), brave: undefined, perplexity: undefined },
    },
    secret: new Secret('a secret of more than thirty-two characters'),
    vapid: { privateKey: 'private-key-of-the-pushes' },
    keys: [() => keys],
  });
  const text = [
    ...['p%40ssword-of-bees', 'p@ssword-of-bees', 'another-password', 'password-of-the-mail', 'tvly-0123456789'],
    ...['key-of-the-traces'],
    ...['a secret of more than thirty-two characters', 'private-key-of-the-pushes', 'first-provider-key'],
  ].join('|');
  expect(withoutSecrets(text, sought())).toBe(Array(9).fill('[secret]').join('|'));
  expect(sought()).toBe(sought());
  keys.push('second-provider-key');
  expect(withoutSecrets('second-provider-key', sought())).toBe('[secret]');
});
