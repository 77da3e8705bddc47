import { isEmergency } from '../../../run/emergency.ts';
import type { Asked, Wish } from './wish.ts';

const ABOUT_THEM =
  /\bi(?:['’]m| am| have|['’]ve| feel| take| suffer)\b|\bmy \p{L}+ (?:hurts?|aches?|is|are)\b|\bich (?:habe|hab|bin|nehme|leide|fühle)\b|\bmir ist\b|\bmein(?:e|em|er)? \p{L}+ (?:tut|tun|schmerzt|schmerzen|ist|sind)\b/iu;
const LONGEST = 500;

/** What is said of oneself is asked back about before there is advice on it. */
export function understanding({ text }: Asked): Wish[] {
  return ABOUT_THEM.test(text.slice(0, LONGEST)) && !isEmergency(text) ? askedBack(text) : [];
}

export function askedBack(text: string): Wish[] {
  return [{ name: 'confirm_understanding', input: { understood: text.trim().slice(0, LONGEST) } }];
}
