import { describe, expect, test } from 'vitest';
import { voices } from '../../providers/demo/voices.ts';
import { isAboutThem } from './aboutThem.ts';
import { advises, callsForHelp, isForThem, speaksToThem } from './forThem.ts';

describe('what a person writes', () => {
  test.each([
    'I have had a headache for three days, what should I do?',
    'What can I take against my back pain?',
    'My daughter is 4 and has a fever of 39.',
    'Headache since yesterday. And now?',
    'Am I allowed to drink with these antibiotics?',
    'Is ibuprofen safe for me?',
    'What do I do about a cough?',
    'I’m pregnant. Is coffee fine?',
    'Ich habe seit drei Tagen Kopfschmerzen.',
    'Seit gestern habe ich Fieber',
    'Mir ist schwindlig, was tun?',
    'Mein Knie tut weh',
    'Soll ich zum Arzt?',
    'Was kann ich gegen den Husten nehmen?',
    'Kopfschmerzen seit gestern, was hilft?',
    'Für meine Mutter: welches Mittel?',
    'I also have a fever',
    'Was hilft, wenn ich nachts Krämpfe habe?',
    'J’ai mal à la tête et je ne sais pas quoi prendre pour dormir',
    'У меня болит голова',
  ])('is about them in “%s”', (text) => {
    expect(isAboutThem(text)).toBe(true);
  });

  test.each([
    'What helps me sleep better?',
    'How do I prepare for a doctor’s appointment?',
    'How much should an adult drink on a hot day?',
    'I have a question: what is a migraine?',
    'What does vitamin D do?',
    'Was hilft gegen Kopfschmerzen?',
    'Wie viel soll ein Erwachsener trinken?',
    'Ich habe mal eine Frage: Was ist Migräne?',
    'Vitamin D?',
    '',
  ])('is not in “%s”', (text) => {
    expect(isAboutThem(text)).toBe(false);
  });
});

describe('what a model writes', () => {
  test.each([
    'Take 400 mg of ibuprofen every six hours.',
    'Ibuprofen 400 mg, three times a day.',
    'T**ake** two tablets now.',
    'You should stop your antidepressants.',
    'You most likely have a migraine.',
    'This sounds like a migraine.',
    'Your symptoms point to an infection.',
    'In your case rest is best.',
    'Given your age, it is the heart.',
    'Because you take insulin, sugar is what it needs.',
    'I recommend magnesium.',
    'Nimm 400 mg Ibuprofen alle sechs Stunden.',
    'Nehmen Sie zwei Tabletten.',
    'Setz die Tabletten ab.',
    'Du solltest ein Schmerzmittel nehmen.',
    'Wahrscheinlich hast du eine Migräne.',
    'Das klingt nach einer Migräne.',
    'In deinem Fall hilft Ruhe.',
    'Wegen Ihrer Beschwerden ist Ruhe gut.',
    'Ich empfehle dir Magnesium.',
    'Il faut prendre les comprimés avec une boisson pour les enfants',
  ])('is for them in “%s”', (text) => {
    expect(isForThem(text)).toBe(true);
  });

  test.each([
    'A migraine is a headache that often comes with nausea.',
    'Adults need about two litres a day; more in the heat.',
    'Go to bed at the same time every day.',
    'If you have a fever for more than three days, see a doctor.',
    'Write down your symptoms and your medicines before the appointment.',
    'Never stop a medicine without asking a doctor.',
    'This is general information; I can’t tell what is behind it in your case.',
    'Erwachsene brauchen etwa zwei Liter am Tag.',
    'Geh jeden Tag zur selben Zeit ins Bett.',
    'Geh zum Arzt, wenn es länger als einen Monat dauert.',
  ])('is for everybody in “%s”', (text) => {
    expect(isForThem(text)).toBe(false);
  });

  test.each(['What helps me sleep better?', 'What is a migraine?', 'Was hilft gegen Husten?'])(
    'is for everybody in all that the demo says to “%s”',
    (text) => {
      for (const language of ['en', 'de'] as const) {
        const said = voices.health?.({ text, quote: `“${text}”`, words: [], language }) ?? '';
        expect(said.split(/\n/).filter(isForThem)).toEqual([]);
      }
    },
  );

  test.each([
    ['Rest is good for you.', true],
    ['Rest in a dark room.', true],
    ['Please drink two glasses of water.', true],
    ['Das wird Ihnen helfen.', true],
    ['Trink viel.', true],
    ['Headaches often come from too little sleep.', false],
    ['What is it that hurts you?', false],
    ['Was stimmt denn nicht?', false],
    ['Why don’t you take 400 mg of ibuprofen?', true],
  ])('speaks to them in “%s”: %s', (text, expected) => {
    expect(speaksToThem(text)).toBe(expected);
  });

  test.each([
    ['You take ibuprofen, 400 mg a day, and have had a headache for three days.', false],
    ['Du nimmst Ibuprofen und hast seit drei Tagen Kopfschmerzen.', false],
    ['You should take ibuprofen.', true],
    ['Take ibuprofen.', true],
    ['You clearly have a migraine.', true],
    ['Nimm Ibuprofen.', true],
    ['Du solltest Ibuprofen nehmen.', true],
  ])('advises in “%s”: %s', (text, expected) => {
    expect(advises(text)).toBe(expected);
  });

  test.each([
    ['If the pain is in your chest, call 112 now.', true],
    ['**Ruf jetzt den Notruf 112 an!**', true],
    ['Call 112, or take two tablets of aspirin.', false],
    ['Call your mother.', false],
    [`Call 112. ${'And then rest. '.repeat(40)}`, false],
  ])('calls for help in “%s”: %s', (text, expected) => {
    expect(callsForHelp(text)).toBe(expected);
  });
});
