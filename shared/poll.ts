import * as z from 'zod/mini';
import { ContactId } from './ids.ts';
import { clean } from './text.ts';

/** Fewest and most choices of a poll. */
export const CHOICES = { least: 2, most: 12 } as const;

export const ChoiceText = z.string().check(clean, z.trim(), z.minLength(1), z.maxLength(100));

/** The question is the message's text. */
export const Poll = z.object({
  choices: z.array(z.object({ text: z.string(), voters: z.array(ContactId) })),
  /** Whether one may vote for several. */
  several: z.boolean(),
  /** When it was closed; null while votes are taken. */
  closedAt: z.nullable(z.int()),
});
export type Poll = z.infer<typeof Poll>;

export const NewPoll = z.object({
  choices: z.array(ChoiceText).check(z.minLength(CHOICES.least), z.maxLength(CHOICES.most)),
  several: z.boolean(),
});
export type NewPoll = z.infer<typeof NewPoll>;
