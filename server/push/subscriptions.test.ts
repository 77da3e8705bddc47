import { createECDH } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSubscriptions } from './subscriptions.ts';

const p256dh = createECDH('prime256v1').generateKeys('base64url');
const auth = 'A'.repeat(22);
const person = { userId: 'ada', sessionId: 'one' };

/** A database that says whether it was asked to keep something. */
function subscriptionsIn(kept: unknown[]) {
  const pool = { query: (...asked: unknown[]) => Promise.resolve({ rows: kept.splice(0, 0, asked) }) };
  return createSubscriptions({ database: { pool } as never });
}

const keep = async (endpoint: string, key = p256dh) => {
  const kept: unknown[] = [];
  const error: unknown = await subscriptionsIn(kept)
    .keep(person, { endpoint, keys: { p256dh: key, auth }, locale: 'en' })
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  return { kept: kept.length, error };
};

test('a push service of the internet is kept', async () => {
  expect(await keep('https://push.example.com/x')).toEqual({ kept: 1, error: undefined });
});

test.each([
  'https://127.0.0.1:8443/x',
  'https://localhost/x',
  'https://[::1]/x',
  'https://169.254.169.254/latest',
  'https://2130706433/x',
  'https://0x7f.1/x',
  'https://db.internal/x',
  'https://me:secret@push.example.com/x',
  'http://push.example.com/x',
  'file:///etc/passwd',
  'nonsense',
])('%s is not', async (endpoint) => {
  expect(await keep(endpoint)).toMatchObject({ kept: 0, error: { code: 'bad-input', reason: 'endpoint' } });
});

test('nor is a key that is no point of the curve', async () => {
  const refused = await keep('https://push.example.com/x', 'A'.repeat(87));
  expect(refused).toMatchObject({ kept: 0, error: { code: 'bad-input', reason: 'keys' } });
});
