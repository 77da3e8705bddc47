import { isEmergency } from '../emergency.ts';
import { isAboutThem } from './aboutThem.ts';

/**
 * What an answer stands on, and so what of it people may see: `free` for agents whose advice waits for nobody; in an
 * `emergency`, and once the person has `confirmed` what was understood of them, all of it; on `general` ground what is
 * meant for everybody; nothing but where to call for help while it is about them (`theirs`) and not confirmed; once they
 * have `declined`, what holds for everybody and speaks to nobody.
 */
export type Ground = 'free' | 'emergency' | 'confirmed' | 'general' | 'theirs' | 'declined';

/** What a person wrote before, and its place in the chat. */
export type Earlier = { seq: number; text: string };

export type Standing = {
  request: string;
  /** What the same person said before in this chat. */
  earlier: readonly Earlier[];
  /** Words that make what was said before one for this agent. */
  words: readonly string[];
  /** Up to which of their messages they have confirmed to it what it understood, not too long ago; null where they have not. */
  confirmedUpto: number | null;
};

/** What an answer stands on before its first word; it rests on what people wrote and confirmed, never on what a model says. */
export function groundOf({ request, earlier, words, confirmedUpto }: Standing): Ground {
  if (isEmergency(request)) return 'emergency';
  if (isAboutThem(request)) return 'theirs';
  const since = earlier.filter(({ seq }) => confirmedUpto === null || seq > confirmedUpto);
  if (since.some(({ text }) => isOfField(text, words) && isAboutThem(text))) return 'theirs';
  return confirmedUpto === null ? 'general' : 'confirmed';
}

/** The same once a person has added something: what is new about them is not confirmed. */
export function groundAfter(ground: Ground, { text, own }: { text: string; own: boolean }): Ground {
  if (ground === 'free' || ground === 'emergency') return ground;
  if (own && isEmergency(text)) return 'emergency';
  return isAboutThem(text) ? 'theirs' : ground;
}

export function isOpen(ground: Ground): boolean {
  return ground === 'free' || ground === 'emergency' || ground === 'confirmed';
}

/** In group chats people say much of themselves that has nothing to do with it. */
function isOfField(text: string, words: readonly string[]): boolean {
  const said = text.toLowerCase();
  return words.some((word) => said.includes(word));
}
