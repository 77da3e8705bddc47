import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alternate, continued, createSeam, stripOverlap } from './continuation.ts';
import type { Turn } from './provider.ts';

const user = (text: string): Turn => ({ role: 'user', text });
const assistant = (text: string): Turn => ({ role: 'assistant', text });

describe('alternate', () => {
  test('joins neighbours of the same side and leaves out what is empty', () => {
    expect(alternate([user('a'), user('b'), assistant(' '), user('c'), assistant('d')])).toEqual([
      user('a\n\nb\n\nc'),
      assistant('d'),
    ]);
  });

  test('begins with a person', () => {
    expect(alternate([assistant('a'), user('b')])[0]?.role).toBe('user');
    expect(alternate([])).toEqual([]);
  });

  test('holds for any turns', () => {
    const turn = fc.record({ role: fc.constantFrom('user' as const, 'assistant' as const), text: fc.string() });
    fc.assert(
      fc.property(fc.array(turn), (turns) => {
        const result = alternate(turns);
        expect(result.every((one, at) => one.role === (at % 2 === 0 ? 'user' : 'assistant'))).toBe(true);
        const whole = result.map((one) => one.text).join('\n');
        for (const { text } of turns) if (text.trim() !== '') expect(whole).toContain(text);
      }),
    );
  });
});

describe('continued', () => {
  test('is the plain conversation where nothing was written', () => {
    expect(continued([user('Hi')], ' \n')).toEqual([user('Hi')]);
  });

  test('ends with the text so far and a plea to go on, never with the assistant', () => {
    const turns = continued([user('Hi')], 'One two three ');
    expect(turns.map((turn) => turn.role)).toEqual(['user', 'assistant', 'user']);
    expect(turns[1]?.text).toBe('One two three');
    expect(turns[2]?.text).toContain('"two three"');
  });
});

describe('stripOverlap', () => {
  test.each([
    ['The bees dance', ' in the sun', ' in the sun'],
    ['The bees dance', 'in the sun', ' in the sun'],
    ['The bees dance in', 'The bees dance in the sun', ' the sun'],
    ['The bees dance in', 'dance in the sun', ' the sun'],
    ['The bees dance in ', 'dance in the sun', 'the sun'],
    ['The bees dance in ', ' the sun', 'the sun'],
    ['The bees dance in', '\ndance in the sun', ' the sun'],
    ['The bees dance in', '“dance in the sun', ' the sun'],
    ['A list:\n\n', '- one', '- one'],
    ['A list:\n\n', 'A list:\n\n- one', '- one'],
    ['A list:\n', 'A list:\n\n- one', '\n- one'],
    ['the end', 'the end', ''],
    ['go', 'go on', ' on'],
    ['He said the', 'the thing', ' the thing'],
    ['1, 2, ', '3', '3'],
    ['(see', ')', ')'],
    ['', 'Start', 'Start'],
  ])('%j and %j give %j', (shown, addition, rest) => {
    expect(stripOverlap(shown, addition)).toBe(rest);
  });
});

describe('the seam', () => {
  test('lets text through at once where nothing was shown', () => {
    const seam = createSeam('');
    expect([seam.push('a'), seam.push('b'), seam.end()]).toEqual(['a', 'b', '']);
  });

  test('holds back only what may be a repetition', () => {
    const seam = createSeam('The bees dance in');
    expect([seam.push('dance'), seam.push(' in'), seam.push(' the sun'), seam.push(' now')]).toEqual([
      '',
      '',
      ' the sun',
      ' now',
    ]);
    const other = createSeam('The bees dance in');
    expect([other.push(' quick'), other.push(' light')]).toEqual([' quick', ' light']);
  });

  test('gives at the end what it still holds', () => {
    const seam = createSeam('The bees dance');
    expect([seam.push(' bees'), seam.end()]).toEqual(['', ' bees']);
    const all = createSeam('The bees dance');
    expect([all.push('bees dance'), all.end()]).toEqual(['', '']);
  });

  test('gives the same however the text is cut', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const text = fc.array(word, { minLength: 3, maxLength: 12 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(text, text, fc.nat(40), fc.array(fc.nat(6), { minLength: 1 }), (shown, more, back, cuts) => {
        const addition = shown.slice(Math.max(0, shown.length - back)) + more;
        const seam = createSeam(shown);
        let out = '';
        for (let at = 0, turn = 0; at < addition.length; turn += 1) {
          const size = 1 + (cuts[turn % cuts.length] ?? 0);
          out += seam.push(addition.slice(at, at + size));
          at += size;
        }
        expect(out + seam.end()).toBe(stripOverlap(shown, addition));
      }),
    );
  });

  test('joins a whole text again that repeats enough of its end', () => {
    const word = fc.stringMatching(/^[a-z]{2,8}$/);
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 6, maxLength: 20 }), fc.nat(), (words, seed) => {
        const whole = words.join(' ');
        const at = 14 + (seed % Math.max(1, whole.length - 14));
        const shown = whole.slice(0, at);
        const repeated = shown.trimEnd();
        const addition = whole.slice(Math.max(0, repeated.length - 14));
        expect(shown + stripOverlap(shown, addition)).toBe(whole.startsWith(shown) ? whole : shown);
      }),
    );
  });
});
