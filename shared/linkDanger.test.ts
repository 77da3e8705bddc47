import { describe, expect, test } from 'vitest';
import { linkDanger } from './linkDanger.ts';

const why = (href: string, text: string, careful = false) => linkDanger({ href, text, careful })?.why ?? null;

test.each([
  ['other-host', 'https://evil.example/', 'https://bank.example'],
  ['other-host', 'https://evil.example/', 'www.bank.example/login'],
  ['other-host', 'https://evil.example/bank.com', 'bank.com'],
  ['other-host', 'https://bank.com.evil.example/', 'bank.com'],
  ['other-host', 'https://notbank.com/', 'bank.com'],
  ['look-alike', 'https://xn--80ak6aa92e.com/', 'apple.com'],
  ['look-alike', 'https://xn--80ak6aa92e.com/', 'Our shop'],
  ['look-alike', 'https://XN--80AK6AA92E.com/login', 'here'],
  ['look-alike', 'http://www.xn--80ak6aa92e.com:8080/', 'https://www.xn--80ak6aa92e.com:8080/'],
  ['look-alike', 'https://login.аррӏе.com/', 'аррӏе.com'],
  ['look-alike', 'https://%D0%B0%D1%80%D1%80%D3%8F%D0%B5.com/', 'Apple'],
  ['look-alike', 'https://xn--pple-43d.com/', 'Apple'],
  ['look-alike', 'https://аррӏе.com/', 'Apple'],
  ['look-alike', 'https://%D0%B0pple.com/', 'Apple'],
  ['disguised', 'https://bank.com@evil.example/', 'Your bank'],
])('%s: %s as “%s”', (kind, href, text) => {
  expect(why(href, text)).toBe(kind);
});

test.each([
  ['https://bank.com/login', 'bank.com'],
  ['https://www.bank.com/', 'https://bank.com'],
  ['https://docs.bank.com/', 'bank.com'],
  ['https://bank.com/', 'our bank. Come in'],
  ['https://github.com/socketio', 'Socket.IO'],
  ['https://nodejs.org/', 'Node.js'],
  ['https://github.com/a/b/blob/main/README.md', 'README.md'],
  ['https://m%C3%BCller.de/', 'müller.de'],
  ['https://xn--mller-kva.de/', 'müller.de'],
  ['https://почта.рф/', 'почта.рф'],
  ['https://xn--e1afmkfd.xn--p1ai/', 'пример.рф'],
  ['https://пример.рф/', 'here'],
  ['https://日本.jp/', '日本.jp'],
  ['https://xn--wgv71a.jp/', '日本.jp'],
  ['https://москва.com/', 'москва.com'],
  ['https://xn--a/', 'a label that is no Punycode'],
  ['mailto:a@b.example', 'https://b.example'],
  ['javascript:alert(1)', 'https://b.example'],
  ['not an address', 'bank.com'],
])('%s as “%s” leads where it seems to', (href, text) => {
  expect(why(href, text, true)).toBeNull();
});

describe('what a link carries', () => {
  const data = Buffer.from('what the person said in confidence, all of it, word for word').toString('base64url');
  test.each([
    `https://evil.example/?q=${data}`,
    `https://evil.example/${data}`,
    `https://evil.example/#${data}`,
    `https://${data.slice(0, 63)}1.evil.example/`,
    `https://evil.example/?q=${'the+whole+talk+'.repeat(30)}`,
  ])('is looked at in %s', (href) => {
    expect(why(href, 'More')).toBeNull();
    expect(why(href, 'More', true)).toBe('carries');
  });

  test.each([
    'https://news.example/2026/11/21/a-very-long-headline-about-bees-and-what-they-do-all-day-in-the-dark-hive',
    'https://search.example/?q=how+do+bees+dance&lang=en',
    'https://git.example/commit/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b',
  ])('is nothing in %s', (href) => {
    expect(why(href, 'More', true)).toBeNull();
  });
});
