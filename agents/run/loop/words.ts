import type { ToolContext } from '../../tools/tool.ts';
import type { GiveUp } from './nextStep.ts';

/** What people read where an answer ends without being finished. */
export const GAVE_UP: Record<ToolContext['language'], Record<GiveUp, string>> = {
  en: {
    rounds: '*I stopped here: this took more steps than one answer may have.*',
    repeats: '*I stopped here: I kept trying the same thing without getting any further.*',
  },
  de: {
    rounds: '*Ich habe hier aufgehört: Das hat mehr Schritte gebraucht, als eine Antwort haben darf.*',
    repeats: '*Ich habe hier aufgehört: Ich habe immer wieder dasselbe versucht, ohne weiterzukommen.*',
  },
};

/** What people read where an agent hands the request to another. */
export const HANDED_OVER: Record<ToolContext['language'], (name: string) => string> = {
  en: (name) => `*${name} goes on with this.*`,
  de: (name) => `*${name} macht damit weiter.*`,
};

/** What people read where an agent may hand the request to another only once they say so. */
export const WOULD_HAND_OVER: Record<ToolContext['language'], (name: string) => string> = {
  en: (name) => `*I would pass this on to ${name}. It has changed hands several times, so that is for you to say.*`,
  de: (name) =>
    `*Ich würde das an ${name} weitergeben. Es ist schon mehrmals weitergereicht worden, deshalb entscheide bitte du.*`,
};

/** For the model, under what came of the last calls it has. */
export const LAST_ROUND = '[These were the last calls of this answer. Answer now with what you know.]';
