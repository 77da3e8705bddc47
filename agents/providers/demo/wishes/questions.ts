import type { Asked, Wish } from './wish.ts';

const ASK = /\bask me\b|\bfrag(?:e|t)? mich\b/iu;
const LONGEST = 80;

const QUESTION = {
  en: { open: 'What exactly do you need?', which: 'Which one do you want?' },
  de: { open: 'Was genau brauchst du?', which: 'Was davon möchtest du?' },
};

/** A question back where a person wants to be asked, as in “ask me: tea, coffee or water”. */
export function questions({ text, language }: Asked): Wish[] {
  if (!ASK.test(text)) return [];
  const named = /:\s*([^\n]+)$/u.exec(text.trim())?.[1]?.replace(/[.?!]+$/, '') ?? '';
  const choices = named.split(/,\s*|\s+(?:or|oder)\s+/u).filter((choice) => choice.trim() !== '');
  const { open, which } = QUESTION[language];
  const fits = choices.length > 1 && choices.length <= 4 && choices.every((choice) => choice.length <= LONGEST);
  return [{ name: 'ask_person', input: fits ? { question: which, choices } : { question: open, choices: [] } }];
}
