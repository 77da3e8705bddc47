import * as z from 'zod/mini';

/**
 * What a program can see is wrong with an answer: nothing said; ordinary, and still declined; ended by its length; JSON that
 * was asked for and is none; code that was asked for and is not there; another language than the request's; the same over
 * and over; what should have been looked up was not; numbers of sources that nobody gave it.
 */
export const Flaw = z.enum([
  'empty',
  'declined',
  'cut-short',
  'not-parsed',
  'no-code',
  'other-language',
  'repeats',
  'not-looked-up',
  'made-up-sources',
]);
export type Flaw = z.infer<typeof Flaw>;
