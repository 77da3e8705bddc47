import { createHash } from 'node:crypto';
import * as z from 'zod';
import { cleanText } from '../../../shared/text.ts';
import { offeredSchema } from './offeredSchema.ts';
import { oneLineOf, plainOf } from './words.ts';

/** Longest description of a tool that people and models are shown, in UTF-16 code units. */
export const ABOUT_LENGTH = 1_000;
const TITLE_LENGTH = 80;

/** What a server tells of one of its tools; nothing of it is trusted. */
export const RawTool = z.object({
  name: z.string().min(1).max(256),
  title: z.string().optional(),
  description: z.string().optional(),
  inputSchema: z.record(z.string(), z.unknown()),
  annotations: z
    .object({
      title: z.string().optional(),
      readOnlyHint: z.boolean().optional(),
      destructiveHint: z.boolean().optional(),
    })
    .optional(),
});
export type RawTool = z.infer<typeof RawTool>;

/**
 * A tool of a server as people see it before they grant it and as models are told of it. `hash` stands for all that the
 * server said of it, what is cut off here included: another hash is another tool.
 */
export const ListedTool = z.object({
  /** As its server calls it. */
  name: z.string(),
  /** `call`: it is the server's; otherwise what we make of its resources. */
  does: z.enum(['call', 'list-resources', 'read-resource']),
  title: z.string(),
  about: z.string(),
  schema: z.record(z.string(), z.unknown()),
  /** As its server says, which may be a lie. */
  readOnly: z.boolean(),
  destructive: z.boolean(),
  hash: z.string(),
});
export type ListedTool = z.infer<typeof ListedTool>;

/** Null for a tool that no model can be told of: its schema is too large, too deep, or of nothing that can be written. */
export function listedTool(raw: RawTool, does: ListedTool['does'] = 'call'): ListedTool | null {
  const schema = offeredSchema(raw.inputSchema);
  const hash = fingerprint(raw);
  if (schema === null || hash === null || cleanText(raw.name) !== raw.name) return null;
  const { annotations = {} } = raw;
  return {
    name: raw.name,
    does,
    title: oneLineOf(raw.title ?? annotations.title ?? '', TITLE_LENGTH) || oneLineOf(raw.name, TITLE_LENGTH),
    about: plainOf(raw.description ?? '', ABOUT_LENGTH),
    schema,
    readOnly: annotations.readOnlyHint === true,
    destructive: annotations.readOnlyHint !== true && annotations.destructiveHint !== false,
    hash,
  };
}

function fingerprint({ name, title, description, inputSchema, annotations }: RawTool): string | null {
  const said = canonical([name, title ?? null, description ?? null, inputSchema, annotations ?? null], 0);
  return said === null ? null : createHash('sha256').update(said).digest('base64url');
}

const DEEPEST = 64;

/** JSON that is the same for the same value, in whatever order it was told; null where it is too deep. */
function canonical(value: unknown, depth: number): string | null {
  if (depth > DEEPEST) return null;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const parts: string[] = [];
  const isList = Array.isArray(value);
  const entries: [string, unknown][] = Object.entries(value);
  if (!isList) entries.sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [key, item] of entries) {
    if (item === undefined) continue;
    const part = canonical(item, depth + 1);
    if (part === null) return null;
    parts.push(isList ? part : `${JSON.stringify(key)}:${part}`);
  }
  return isList ? `[${parts.join(',')}]` : `{${parts.join(',')}}`;
}
