import { describe, expect, it } from 'vitest';
import { ownOrigin } from './origin.ts';

describe('ownOrigin', () => {
  it.each([
    ['https://waggle.example', 'waggle.example', true],
    ['https://waggle.example', 'anything', true],
    ['http://waggle.example', 'waggle.example', false],
    ['https://waggle.example.evil', 'waggle.example', false],
    ['null', 'waggle.example', false],
    [undefined, 'waggle.example', false],
  ])('with a public address: %s to host %s → %s', (origin, host, expected) => {
    expect(ownOrigin('https://waggle.example')({ origin, host })).toBe(expected);
  });

  it.each([
    ['http://localhost:3000', 'localhost:3000', true],
    ['http://192.168.1.5:3000', '192.168.1.5:3000', true],
    ['http://waggle.lan', 'Waggle.lan:80', true],
    ['https://waggle.lan', 'waggle.lan', true],
    ['http://localhost:3001', 'localhost:3000', false],
    ['http://evil.example', 'localhost:3000', false],
    ['null', 'localhost:3000', false],
    ['file://localhost:3000', 'localhost:3000', false],
    ['http://localhost:3000', undefined, false],
    [undefined, 'localhost:3000', false],
  ])('without one: %s to host %s → %s', (origin, host, expected) => {
    expect(ownOrigin(undefined)({ origin, host })).toBe(expected);
  });
});
