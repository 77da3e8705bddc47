import { expect, it } from 'vitest';
import { canonicalUrl } from './canonicalUrl.ts';

it('addresses of the same page are the same', () => {
  const page = canonicalUrl('https://example.com/bees?a=1&b=2');
  for (const address of [
    'http://www.example.com:80/bees/?b=2&a=1#dance',
    'HTTPS://EXAMPLE.com./bees?utm_source=x&a=1&b=2&fbclid=y',
  ]) {
    expect(canonicalUrl(address)).toBe(page);
  }
});

it('addresses of other pages are not', () => {
  const all = ['/', '/bees', '/Bees', '/bees?a=1', '/bees?a=2'].map((path) =>
    canonicalUrl(`https://example.com${path}`),
  );
  expect(new Set(all).size).toBe(5);
});

it.each(['javascript:alert(1)', 'ftp://example.com', 'bees', ''])('%j is no page', (address) => {
  expect(canonicalUrl(address)).toBeUndefined();
});
