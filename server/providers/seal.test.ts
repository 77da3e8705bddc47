import { expect, test } from 'vitest';
import { Secret } from '../secret.ts';
import { Seal, Unsealable } from './seal.ts';

const seal = new Seal(new Secret('a secret of more than thirty-two characters'));

test('what is sealed opens again, for the same purpose only', () => {
  const sealed = seal.seal('sk-ant-äöü', 'anthropic');
  expect(sealed).not.toContain('sk-ant');
  expect(seal.open(sealed, 'anthropic')).toBe('sk-ant-äöü');
  expect(() => seal.open(sealed, 'openai')).toThrow(Unsealable);
});

test('the same text is never sealed alike', () => {
  expect(seal.seal('key', 'openai')).not.toBe(seal.seal('key', 'openai'));
});

test('another secret does not open it', () => {
  const other = new Seal(new Secret('another secret of more than thirty-two'));
  expect(() => other.open(seal.seal('key', 'openai'), 'openai')).toThrow(Unsealable);
});

test('every changed character is noticed', () => {
  const sealed = seal.seal('key', 'openai');
  for (let at = 3; at < sealed.length; at++) {
    const changed = `${sealed.slice(0, at)}${sealed.charAt(at) === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
    // The last character of base64 may hold bits that say nothing; then it opens to the same text.
    const open = () => seal.open(changed, 'openai');
    if (at === sealed.length - 1) {
      try {
        expect(open()).toBe('key');
      } catch (error) {
        expect(error).toBeInstanceOf(Unsealable);
      }
    } else expect(open).toThrow(Unsealable);
  }
});

test.each(['', 'v1', 'v2.a.b', 'v1.a.b.c', 'v1..', 'v1.AAAA.AAAA', 'sk-plain'])('%j is refused', (stored) => {
  expect(() => seal.open(stored, 'openai')).toThrow(Unsealable);
});
