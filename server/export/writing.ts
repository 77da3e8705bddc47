import type { Dates } from './dates.ts';
import type { ExportSource } from './source.ts';
import type { Words } from './words.ts';

/** What writing one message into a page needs. */
export type Writing = { source: ExportSource; words: Words; dates: Dates };

/** What a contact is called on the page. */
export function called(contactId: string, { source, words }: Writing): string {
  const name = source.nameOf(contactId);
  return name === '' ? words.someone : name;
}
