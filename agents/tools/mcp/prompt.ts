import * as z from 'zod';
import { MESSAGE_LENGTH } from '../../../shared/message.ts';
import { hiddenIn } from '../../guard/hidden.ts';
import { instructionsIn } from '../../guard/instructionsIn.ts';
import type { ToolWarning } from '../../../shared/toolCard.ts';
import { Contents } from './resultOf.ts';
import { oneLineOf, plainOf } from './words.ts';

const MOST_BLANKS = 20;
const TITLE_LENGTH = 80;
const ABOUT_LENGTH = 300;
/** In any language, with nothing in it that is not seen. */
const NAME = /^(?!__proto__$)[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,100}$/u;

/** What a server tells of words that it has ready; nothing of it is trusted. */
export const RawPrompt = z.object({
  name: z.string().min(1).max(256),
  title: z.string().optional(),
  description: z.string().optional(),
  arguments: z
    .array(
      z.object({
        name: z.string().regex(NAME),
        title: z.string().optional(),
        description: z.string().optional(),
        required: z.boolean().optional(),
      }),
    )
    .max(MOST_BLANKS)
    .optional(),
});
export type RawPrompt = z.infer<typeof RawPrompt>;

/** A prompt of a server as people see it: words with blanks that they fill in. */
export type ListedPrompt = {
  /** As its server calls it. */
  name: string;
  title: string;
  about: string;
  blanks: { name: string; label: string; hint: string; required: boolean }[];
};

/** Null for one whose name would not come back to its server as it was. */
export function listedPrompt({ name, title, description, arguments: blanks = [] }: RawPrompt): ListedPrompt | null {
  if (plainOf(name, 256) !== name) return null;
  return {
    name,
    title: oneLineOf(title ?? '', TITLE_LENGTH) || oneLineOf(name, TITLE_LENGTH),
    about: oneLineOf(description ?? '', ABOUT_LENGTH),
    blanks: blanks.map((blank) => ({
      name: blank.name,
      label: oneLineOf(blank.title ?? '', TITLE_LENGTH) || blank.name,
      hint: oneLineOf(blank.description ?? '', ABOUT_LENGTH),
      required: blank.required === true,
    })),
  };
}

/** What a server makes of a prompt. */
export const RawWords = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.looseObject({ type: z.string() }) })).max(100),
});
export type RawWords = z.infer<typeof RawWords>;

/** The words of a prompt as one text that a person may send, and what in it speaks to an agent. */
export function wordsOf({ messages }: RawWords): { text: string; warning: ToolWarning | null } {
  const raw = messages
    .map(({ content }) => said(content))
    .filter((words) => words.trim() !== '')
    .join('\n\n');
  const text = plainOf(raw, MESSAGE_LENGTH);
  return { text, warning: instructionsIn({ text, unseen: hiddenIn(raw) }) };
}

/** Only what is written: a message carries no pictures that nobody has looked at. */
function said(content: RawWords['messages'][number]['content']): string {
  if (content.type === 'text') return typeof content.text === 'string' ? content.text : '';
  if (content.type !== 'resource') return '';
  return Contents.safeParse(content.resource).data?.text ?? '';
}
