import { expect, it, test } from 'vitest';
import { identityOf, signatureOf } from './identity.ts';

const at = Date.UTC(2026, 10, 22);

test.each([
  ['Ada', 'Ada'],
  ['Ada <root@example.org>\nparent 0000', 'Ada root@example.orgparent 0000'],
  ['\u202eadA\0', 'adA'],
  [' <> ', 'coder'],
  ['', 'coder'],
  ['x'.repeat(300), 'x'.repeat(100)],
])('a name stands in one line and ends nothing: %j', (name, kept) => {
  expect(signatureOf({ contactId: 'coder', name }, at)).toEqual({
    ...{ name: kept, email: 'coder@waggle.invalid', timestamp: at / 1000, timezoneOffset: 0 },
  });
});

it('is known again by its address', () => {
  const identity = { contactId: '0190f3c8-0000-7000-8000-000000000001', name: 'Ada' };
  expect(identityOf(signatureOf(identity, at))).toEqual(identity);
});

test.each(['coder@example.org', 'coder', '@waggle.invalid', 'a b@waggle.invalid', 'a@b@waggle.invalid'])(
  'who has the address %j is none of ours',
  (email) => {
    expect(identityOf({ name: 'X', email })).toEqual({ contactId: '', name: 'X' });
  },
);
