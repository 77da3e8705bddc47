import * as z from 'zod/mini';

/**
 * A text the database and every client can hold: without NUL, and with U+FFFD for halves of characters. What is stored
 * is what was sent, so that the same text sent again is recognised.
 */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** The check that makes a text clean; stands before the checks of its length. */
export const clean = z.overwrite(cleanText);

/** Controls, fillers without a face, and marks that turn round the direction of what stands beside them. */
const UNSEEN =
  /[\p{Cc}\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\u3164\uFFA0\uFFF9-\uFFFB]/gu;

/** A name as it can stand in a line among others: clean, without breaks, and with nothing in it that is not seen. */
export function cleanName(text: string): string {
  return cleanText(text).replace(/\s+/gu, ' ').replace(UNSEEN, '').trim();
}

/** The same for names, which are also trimmed. */
export const cleanedName = z.overwrite(cleanName);
