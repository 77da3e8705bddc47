import * as z from 'zod/mini';
import { Attachment } from './attachment.ts';
import { Counter, Id } from './ids.ts';

/** What has been shared in a chat, by how it is looked at: pictures and films, other files, pages. */
export const FilesKind = z.enum(['media', 'documents', 'links']);
export type FilesKind = z.infer<typeof FilesKind>;

export const ChatFilesQuery = z.object({ kind: FilesKind, before: z.optional(Counter) });
export type ChatFilesQuery = z.infer<typeof ChatFilesQuery>;

const Shared = z.object({ messageId: Id, seq: z.int(), senderId: z.string(), createdAt: z.int() });

export const SharedFile = z.extend(Shared, { attachment: Attachment });
export type SharedFile = z.infer<typeof SharedFile>;

/** `title` is what the page says of itself; empty where that is not known. */
export const SharedLink = z.extend(Shared, { url: z.string(), title: z.string() });
export type SharedLink = z.infer<typeof SharedLink>;

/** The newest first. A page may be empty and still not be the last one. */
export const ChatFiles = z.object({
  files: z.array(SharedFile),
  links: z.array(SharedLink),
  /** What to ask for the page after this one with; null at the chat's beginning. */
  before: z.nullable(z.int()),
});
export type ChatFiles = z.infer<typeof ChatFiles>;

/** How a chat is taken out: `locale` and `timeZone` say how an HTML page is worded and dated. */
export const ExportQuery = z.object({
  format: z.enum(['html', 'json']),
  /** With the files, as a zip. */
  files: z.optional(z.literal('1')),
  locale: z.optional(z.string().check(z.maxLength(35))),
  timeZone: z.optional(z.string().check(z.maxLength(64))),
});
export type ExportQuery = z.infer<typeof ExportQuery>;
