import type { Language } from '../language.ts';
import type { Ground } from './ground.ts';

/** How what a model is told begins, where people saw nothing of what it wrote. */
export const UNSEEN = '[Nobody has seen what you wrote last';

/** For the model whose words were held back. */
export const ASK_FIRST = `${UNSEEN}: it is for the person, who has not confirmed what you understood of them. Call confirm_understanding now, alone; or say only what holds for everybody, without speaking to them. To ask them something else, use ask_person.]`;

/** What stands in the place of a turn of which nobody saw a word. */
export const NOTHING_SEEN = '[…]';

/** What people read where an answer ends with words that were held back. */
export const HELD_BACK: Record<Language, Record<'asked' | 'unasked', string>> = {
  en: {
    asked:
      '*What I would say about you in particular I keep back, because you have not confirmed what I understood. Tell me what is right, and I will ask again.*',
    unasked:
      '*What I would say about you in particular I keep back until you have confirmed what I understood of you. If it is urgent, call a doctor, or 112 in an emergency.*',
  },
  de: {
    asked:
      '*Was dich im Besonderen betrifft, behalte ich für mich, denn du hast nicht bestätigt, was ich verstanden habe. Schreib mir, was stimmt, dann frage ich noch einmal.*',
    unasked:
      '*Was dich im Besonderen betrifft, behalte ich für mich, bis du bestätigt hast, was ich von dir verstanden habe. Wenn es dringend ist, ruf eine Praxis an, im Notfall die 112.*',
  },
};

export function heldBackWords(ground: Ground, language: Language): string {
  return HELD_BACK[language][ground === 'declined' ? 'asked' : 'unasked'];
}

/** For another agent that asked its colleague. */
export const HELD_FROM_COLLEAGUE =
  '[The rest is for the person and waits until they have confirmed what was understood of them: they have to ask this agent themselves.]';
