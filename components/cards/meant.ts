import * as z from 'zod/mini';
import type { CallField } from './callField.ts';

/** What names in an input stand for, as it was fixed when people were asked. */
export type Meant =
  | { kind: 'file'; field: string; name: string; bytes: number; sent: { by: string; at: number } | null }
  | { kind: 'people'; field: string; people: readonly { id: string; name: string }[] };

/** `details` are what stands for it besides, by which it is found; `rest` is all else. */
export type Taken = { meant: Meant; details: readonly CallField[]; rest: Readonly<Record<string, unknown>> };

const File = z.object({
  from: z.string(),
  fileId: z.string(),
  bytes: z.int(),
  sentBy: z.optional(z.string()),
  sentAt: z.optional(z.int()),
});
const Mail = z.object({
  to: z.array(z.string()),
  messageId: z.string(),
  people: z.array(z.strictObject({ id: z.string(), name: z.string() })),
});

/** Takes it out of the input of a call; null where nothing is fixed there, or otherwise than we know. */
export function takeMeant(tool: string, input: Readonly<Record<string, unknown>>): Taken | null {
  switch (tool) {
    case 'write_file': {
      const file = z.safeParse(File, input);
      if (!file.success) return null;
      const { from: name, fileId, bytes, sentBy: by, sentAt: at } = file.data;
      const sent = by === undefined || at === undefined ? null : { by, at };
      const meant: Meant = { kind: 'file', field: 'from', name, bytes, sent };
      return { meant, details: [{ name: 'fileId', value: fileId }], rest: without(input, file.data) };
    }
    case 'mail_event': {
      const mail = z.safeParse(Mail, input);
      if (!mail.success) return null;
      const { to, messageId, people } = mail.data;
      const details = [
        { name: 'named', value: to.join('\n') },
        { name: 'people', value: people.map(({ id }) => id).join('\n') },
        { name: 'messageId', value: messageId },
      ];
      return { meant: { kind: 'people', field: 'to', people }, details, rest: without(input, mail.data) };
    }
    default:
      return null;
  }
}

function without(input: Readonly<Record<string, unknown>>, taken: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([name]) => !Object.hasOwn(taken, name)));
}
