import { domainToASCII } from 'node:url';
import { expect, test } from 'vitest';
import { unicodeHost } from './unicodeHost.ts';

test.each([
  ['müller.de', 'xn--mller-kva.de'],
  ['пример.рф', 'xn--e1afmkfd.xn--p1ai'],
  ['日本.jp', 'xn--wgv71a.jp'],
  ['аррӏе.com', 'xn--80ak6aa92e.com'],
  ['💩.la', 'xn--ls8h.la'],
  ['bücher.example.com', 'xn--bcher-kva.example.com'],
])('%s is written as %s', (seen, written) => {
  expect(unicodeHost(written)).toBe(seen);
});

test('decodes whatever the platform encodes', () => {
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  const letters = Array.from('abcz0-äßéñаеорсжшαβγωאבגدرس日本語한국ｱ𠀋');
  let compared = 0;
  for (let times = 0; times < 2_000; times += 1) {
    const label = Array.from({ length: 1 + next(12) }, () => letters[next(letters.length)] ?? 'a').join('');
    const written = domainToASCII(`${label}.example`);
    if (!written.startsWith('xn--')) continue;
    compared += 1;
    expect(domainToASCII(unicodeHost(written))).toBe(written);
    expect(unicodeHost(written)).not.toContain('xn--');
  }
  expect(compared).toBeGreaterThan(500);
});

test.each(['xn--', 'xn--a-', 'xn--\u00e4', 'xn--99999999', 'xn--a$b', `xn--${'9'.repeat(80)}`, 'plain', 'xn-', ''])(
  'leaves %j as it is',
  (label) => {
    expect(unicodeHost(label)).toBe(label);
  },
);
