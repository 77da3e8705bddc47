import { expect, test } from 'vitest';
import { isPublicAddress, mayBePublicHost, publicLookup } from './publicAddress.ts';

test.each(['1.1.1.1', '93.184.216.34', '2606:4700:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  '127.0.0.1',
  '127.8.8.8',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '192.0.2.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  'fe80::1',
  'fc00::1',
  'fd00::1',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '64:ff9b::a00:1',
  '2002:a00:1::',
  '2001:0:4136:e378:8000:63bf:3fff:fdd2',
  '2001:db8::1',
  '::7f00:1',
  '::127.0.0.1',
  '::ffff:0:7f00:1',
  '64:ff9b:1::1',
  '4000::1',
  'fec0::1',
  'not an address',
  '',
])('%s is not public', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['push.example.com', 'fcm.googleapis.com', '1.1.1.1', '[2606:4700:4700::1111]'])('%s may be', (host) => {
  expect(mayBePublicHost(host)).toBe(true);
});

test.each(['localhost', 'a.localhost', 'printer.local', 'db.internal', 'redis', '127.0.0.1', '[::1]', '10.1.2.3', ''])(
  '%s may not be',
  (host) => {
    expect(mayBePublicHost(host)).toBe(false);
  },
);

test('a name that leads to this machine is not resolved', async () => {
  const resolved = (mayReach?: (address: string) => boolean) =>
    new Promise((resolve) => {
      publicLookup(mayReach)('localhost', { all: false }, (error, address) => resolve(error?.code ?? address));
    });
  expect(await resolved()).toBe('ENOTFOUND');
  expect(await resolved(() => true)).toMatch(/^(127\.0\.0\.1|::1)$/);
});
