import { expect, it } from 'vitest';
import { firstLink } from './firstLink.ts';

it.each([
  ['see https://example.org/a?b=c#d.', 'https://example.org/a?b=c#d'],
  ['(https://example.org/bees)', 'https://example.org/bees'],
  ['https://en.wikipedia.org/wiki/Bee_(insect), yes', 'https://en.wikipedia.org/wiki/Bee_(insect)'],
  ['[Bees](https://example.org/bees) and more', 'https://example.org/bees'],
  ['<https://example.org>', 'https://example.org'],
  ['**https://example.org/**', 'https://example.org/'],
  ['HTTPS://EXAMPLE.ORG', 'HTTPS://EXAMPLE.ORG'],
  ['https://honig.example/süß', 'https://honig.example/süß'],
  ['`https://a.example` https://b.example', 'https://b.example'],
  ['```\nhttps://a.example\n```\nhttps://b.example', 'https://b.example'],
  ['https://a.example https://b.example', 'https://a.example'],
  ['https://bank.example@evil.example/ https://b.example', 'https://b.example'],
  ['http:// https://b.example', 'https://b.example'],
])('of %j is %j', (text, link) => {
  expect(firstLink(text)).toBe(link);
});

it.each([
  'no link',
  'www.example.org',
  'ftp://example.org',
  'javascript:alert(1)',
  'file:///etc/passwd',
  '```\nhttps://a.example',
  `https://example.org/${'x'.repeat(2000)}`,
  'https://',
  'https://аррӏе.com/',
])('finds none in %j', (text) => {
  expect(firstLink(text)).toBeUndefined();
});

it('takes its time with no text', () => {
  const long = `${'https://'.repeat(8000)} ${'('.repeat(60_000)}`;
  expect(firstLink(long.slice(0, 64_000))).toBeUndefined();
  expect(firstLink(`https://a.example/${')'.repeat(1900)}`)).toBe('https://a.example/');
});
