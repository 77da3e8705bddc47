import { describe, expect, it } from 'vitest';
import { clientAddress, trustedProxies } from './clientAddress.ts';

const none = trustedProxies([]);
const local = trustedProxies(['127.0.0.1', '10.0.0.0/8', 'fd00::/8']);

describe('clientAddress', () => {
  it.each([
    ['203.0.113.9', undefined, '203.0.113.9'],
    ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['::ffff:203.0.113.9', undefined, '203.0.113.9'],
    ['fe80::1%eth0', undefined, 'fe80::1'],
    [undefined, '198.51.100.1', '0.0.0.0'],
  ])('without trusted proxies believes only the connection: %s, forwarded for %s → %s', (remote, header, expected) => {
    expect(clientAddress(remote, header, none)).toBe(expected);
  });

  it.each([
    ['127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['::ffff:127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['127.0.0.1', '6.6.6.6, 198.51.100.1', '198.51.100.1'],
    ['127.0.0.1', '198.51.100.1, 10.1.2.3', '198.51.100.1'],
    ['fd00::5', '2001:db8::7', '2001:db8::7'],
    ['127.0.0.1', '198.51.100.1:5512', '198.51.100.1'],
    ['127.0.0.1', '[2001:DB8::7]:443', '2001:db8::7'],
    ['127.0.0.1', '198.51.100.1, unknown', '127.0.0.1'],
    ['127.0.0.1', '6.6.6.6, <script>, 10.1.2.3', '10.1.2.3'],
    ['127.0.0.1', '10.9.9.9, 10.1.2.3', '10.9.9.9'],
    ['127.0.0.1', '', '127.0.0.1'],
    ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ])('behind trusted proxies: %s, forwarded for "%s" → %s', (remote, header, expected) => {
    expect(clientAddress(remote, header, local)).toBe(expected);
  });
});
