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
