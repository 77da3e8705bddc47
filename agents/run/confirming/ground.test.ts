import { describe, expect, test } from 'vitest';
import { createGate } from './gate.ts';
import { type Ground, groundAfter, groundOf } from './ground.ts';

const words = ['headache', 'pain', 'kopfschmerzen'];
const standing = { request: 'What is a migraine?', earlier: [], words, confirmedUpto: null };
const ill = { seq: 3, text: 'I have a headache.' };

test.each<[Ground, Partial<Parameters<typeof groundOf>[0]>]>([
  ['general', {}],
  ['theirs', { request: 'I have a headache.' }],
  ['theirs', { request: 'And now?', earlier: [ill] }],
  ['general', { request: 'And now?', earlier: [{ seq: 3, text: 'I have no time today.' }] }],
  ['confirmed', { request: 'And now?', earlier: [ill], confirmedUpto: 3 }],
  ['theirs', { request: 'And now?', earlier: [ill], confirmedUpto: 2 }],
  ['theirs', { request: 'And I have a fever now.', earlier: [ill], confirmedUpto: 3 }],
  ['emergency', { request: 'I have chest pain' }],
  ['emergency', { request: 'Ich bekomme keine Luft' }],
])('an answer stands on %s ground with %j', (ground, more) => {
  expect(groundOf({ ...standing, ...more })).toBe(ground);
});

test.each<[Ground, string, boolean, Ground]>([
  ['confirmed', 'I am also pregnant.', true, 'theirs'],
  ['confirmed', 'In short, please.', true, 'confirmed'],
  ['general', 'Meine Mutter hat das auch.', false, 'theirs'],
  ['theirs', 'Now I have chest pain', true, 'emergency'],
  ['theirs', 'chest pain', false, 'theirs'],
  ['emergency', 'I am also pregnant.', true, 'emergency'],
  ['free', 'I am also pregnant.', true, 'free'],
])('%s ground, with “%s” added (own: %s), is %s', (ground, text, own, after) => {
  expect(groundAfter(ground, { text, own })).toBe(after);
});

describe('the gate', () => {
  /** What gets through, told in pieces of so many characters. */
  function through(ground: Ground, text: string, size: number) {
    const gate = createGate(ground);
    let shown = '';
    for (let at = 0; at < text.length; at += size) shown += gate.push(text.slice(at, at + size));
    return { shown: shown + gate.end(), held: gate.heldBack() };
  }

  const GENERAL = 'A migraine is a headache. It lasts 4.5 hours or longer!\n\n- It often comes with nausea\n';
  const ADVICE = 'Take 400 mg of ibuprofen every six hours. Sleep is good.';
  const HELP = 'If it came all of a sudden, call 112 now. ';

  test.each<[Ground, string, string]>([
    ['free', ADVICE, ADVICE],
    ['emergency', ADVICE, ADVICE],
    ['confirmed', ADVICE, ADVICE],
    ['general', GENERAL, GENERAL],
    ['general', GENERAL + ADVICE, GENERAL],
    ['general', 'Take\n400 mg\nof it', 'Take\n'],
    ['theirs', GENERAL, ''],
    ['theirs', HELP + ADVICE, HELP],
    ['theirs', `${HELP}You most likely have a migraine.`, HELP],
    ['declined', GENERAL + ADVICE, GENERAL],
    ['declined', 'What is right then? Rest in the dark.', 'What is right then? '],
    ['general', `${'and so on '.repeat(70)}${ADVICE}`, ''],
  ])('on %s ground lets of %j through %j, however it is cut', (ground, text, shown) => {
    for (const size of [1, 3, 7, 50, text.length]) {
      const all = through(ground, text, size);
      // What has no end for long is looked at in parts, which may be cut elsewhere.
      if (text.length < 600) expect(all).toEqual({ shown, held: shown !== text });
      else expect(all.shown).not.toContain('ibuprofen');
    }
  });

  test('lets a sentence through once it is whole, and waits for no other', () => {
    const gate = createGate('general');
    expect(gate.push('A migraine is a')).toBe('');
    expect(gate.push(' headache. It')).toBe('A migraine is a headache. ');
    expect(gate.push(' lasts')).toBe('');
    expect(gate.end()).toBe('It lasts');
  });
});
