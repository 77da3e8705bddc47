import { Buffer } from 'node:buffer';
import * as z from 'zod';

/** What one run may take, print and make. */
export const MOST = {
  printed: 64 * 1024,
  /** A program that prints more than this is ended, rather than listened to. */
  everPrinted: 4 * 1024 * 1024,
  result: 16 * 1024,
  message: 4 * 1024,
  files: 20,
  fileBytes: 8 * 1024 * 1024,
  fileName: 120,
  /** The name of a module that is asked for. */
  module: 200,
};

/** Read as far as it is one; what is not becomes other bytes, no more of them. */
const Base64 = z.string().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));

/** What a child is told first, in one line on its standard input. */
export const Order = z.strictObject({
  code: z.string(),
  /** What it may ask for besides. */
  modules: z.array(z.string()),
  timeMs: z.number().int().positive(),
  files: z.array(z.strictObject({ name: z.string(), bytes: Base64 })),
});
export type Order = z.infer<typeof Order>;

/** A file in a package: where its bytes lie, and what has to come of them once they are unpacked. */
export const Entry = z.strictObject({
  path: z.string(),
  from: z.number().int().nonnegative(),
  packed: z.number().int().nonnegative(),
  deflated: z.boolean(),
  size: z.number().int().nonnegative(),
  /** CRC-32. */
  sum: z.number().int().nonnegative(),
});
export type Entry = z.infer<typeof Entry>;

/** What a child is told when it has asked for a module: of each package a line, which its bytes follow, and how that ended. */
export const Delivery = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('package'),
    file: z.string(),
    place: z.enum(['site', 'library']),
    size: z.number().int().nonnegative(),
    entries: z.array(Entry).readonly(),
  }),
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('failed') }),
]);
export type Delivery = z.infer<typeof Delivery>;

/** Why a child says that its program failed. */
const Reason = z.enum(['error', 'time', 'memory', 'output', 'files']);

/** What a child says, one a line on its standard output. */
export const Saying = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('printed'), text: z.string() }),
  z.strictObject({ kind: z.literal('cut') }),
  z.strictObject({ kind: z.literal('import'), module: z.string().max(MOST.module) }),
  z.strictObject({ kind: z.literal('file'), name: z.string().min(1).max(MOST.fileName), bytes: Base64 }),
  z.strictObject({ kind: z.literal('done'), result: z.string().max(MOST.result).optional() }),
  z.strictObject({ kind: z.literal('failed'), reason: Reason, message: z.string().max(MOST.message) }),
]);
export type Saying = z.infer<typeof Saying>;
/** As it is before it has been read: bytes are Base64. */
export type Said = z.input<typeof Saying>;

/** More than this cannot come of a run that keeps to the limits: a line's frame and Base64 included. */
export const MOST_SAID = 2 * MOST.fileBytes + 8 * MOST.printed + 64 * 1024;

const UNSAFE = /[\p{Cc}\p{Cf}/\\]/u;

/** Whether a name can stand in /in or come out of /out as it is. */
export function isFileName(name: string): boolean {
  return name.length > 0 && name.length <= MOST.fileName && name !== '.' && name !== '..' && !UNSAFE.test(name);
}
