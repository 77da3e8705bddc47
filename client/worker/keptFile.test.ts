import { expect, test } from 'vitest';
import { keptAs, keptFile } from './keptFile.ts';

const answer = keptFile([
  { url: '/index.html', revision: 'a1' },
  { url: '/favicon.svg', revision: 'b2' },
  { url: '/_next/static/chunks/c3.js', revision: null },
]);

test('keeps the versions of a file apart where its name does not', () => {
  expect(keptAs({ url: '/index.html', revision: 'a1' })).toBe('/index.html?revision=a1');
  expect(keptAs({ url: '/_next/static/chunks/c3.js', revision: null })).toBe('/_next/static/chunks/c3.js');
});

test.each(['/', '/c/0190a', '/settings/models', '/invite/a-b_c', '/apiary', '/unknown/'])(
  'a navigation to %s gets the shell',
  (path) => {
    expect(answer(path, true)).toBe('/index.html?revision=a1');
    expect(answer(path, false)).toBeUndefined();
  },
);

test.each(['/api', '/api/health', '/api/auth/x', '/socket.io', '/socket.io/'])('%s is never answered', (path) => {
  expect(answer(path, true)).toBeUndefined();
  expect(answer(path, false)).toBeUndefined();
});

test('files of this build are answered by the version it knows', () => {
  expect(answer('/index.html', true)).toBe('/index.html?revision=a1');
  expect(answer('/favicon.svg', false)).toBe('/favicon.svg?revision=b2');
  expect(answer('/_next/static/chunks/c3.js', false)).toBe('/_next/static/chunks/c3.js');
});

test('hashed files of another build may be kept, other unknown files are not', () => {
  expect(answer('/_next/static/chunks/older.js', false)).toBe('/_next/static/chunks/older.js');
  expect(answer('/robots.txt', true)).toBeUndefined();
  expect(answer('/sw.js', false)).toBeUndefined();
});
