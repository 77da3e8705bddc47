import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText } from '../../shared/text.ts';
import { TextIntake } from './textIntake.ts';

test('a text cut anywhere comes out whole, and no piece of it is cut amid a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat(40)), (text, cuts) => {
      const at = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length];
      const intake = new TextIntake();
      const pieces = at.slice(1).map((end, index) => intake.take(text.slice(at[index], end)));
      for (const piece of pieces) expect(cleanText(piece)).toBe(piece);
      expect(pieces.join('')).toBe(text.replaceAll('\0', ''));
    }),
  );
});

test('halves without their other half become a mark, NUL disappears', () => {
  const intake = new TextIntake();
  expect(intake.take('a\0b\uDC1D')).toBe('ab\uFFFD');
  expect(intake.take('c\uD83D')).toBe('c');
  expect(intake.take('d')).toBe('\uFFFDd');
  expect(intake.take('\uD83D')).toBe('');
  expect(intake.take('\uDC1D')).toBe('🐝');
});
